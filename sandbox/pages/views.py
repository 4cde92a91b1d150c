from django.http import HttpRequest, HttpResponse


def storefront(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


staff = playground = storefront


def static_file(request: HttpRequest, name: str) -> HttpResponse:
    return HttpResponse("")
