"""值守: what stands watch over the desk."""
