wsgi_app = "wsgi:app"
bind = "0.0.0.0:8080"
