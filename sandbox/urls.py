from django.urls import path

from sandbox.graphql_api.view import graphql_view
from sandbox.pages import mailbox, views

urlpatterns = [
    path("", views.storefront, name="storefront"),
    path("staff/", views.staff, name="staff"),
    path("dashboard/", views.dashboard, name="dashboard"),
    path("dashboard/<path:path>", views.dashboard),
    path("dashboard-token/", views.dashboard_token, name="dashboard-token"),
    path("playground/", views.playground, name="playground"),
    path("mail/", mailbox.mailbox, name="mailbox"),
    path("mail/<str:key>/", mailbox.mail, name="mail"),
    path("mail/<str:key>/html", mailbox.mail_html),
    path("mail/<str:key>/files/<int:number>", mailbox.mail_file),
    path("static/<str:name>", views.static_file, name="static"),
    path("media/<path:name>", views.media_file, name="media"),
    path("plugins/saleor.loyalty<path:path>", views.plugin_page, name="plugin"),
    path("graphql/", graphql_view, name="api"),
]
