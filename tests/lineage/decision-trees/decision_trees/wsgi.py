import predictor as myapp

# A wrapper for gunicorn to find the app. To use another algorithm file, change the import above.
app = myapp.app
