"""登录: who takes the desk."""
