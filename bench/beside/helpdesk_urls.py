"""Where do the links in django-helpdesk's letters lead?"""

from django.urls import include, path

urlpatterns = [path("", include("helpdesk.urls", namespace="helpdesk"))]
