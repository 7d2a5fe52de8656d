"""规则: the profile in force in words, a site's own file, next year's calendar."""
