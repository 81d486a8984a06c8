from django.apps import AppConfig


class LantoaConfig(AppConfig):
    name = "lantoa.config"
    label = "lantoa_config"
    verbose_name = "Lan Tỏa"
