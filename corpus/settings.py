"""Settings from ``GUIDE_*`` in the environment or ``.env``."""

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

PUBLICATIONS = Path(__file__).parent / "publications"


class Settings(BaseSettings):
    """Everything that can be set; ``guide doctor`` prints each with where it comes from."""

    model_config = SettingsConfigDict(env_prefix="GUIDE_", env_file=".env", extra="ignore", frozen=True)

    data: Path = Path("data")
    library: Path = PUBLICATIONS / "catalogue.toml"
    host: str = Field(default="127.0.0.1", validation_alias="HOST")
    port: int = Field(default=8000, validation_alias="PORT")
    fetch_hosts: str = ""
    contact: str = "BIOPRO Baden-Württemberg GmbH, Stuttgart, https://www.bio-pro.de"
    hosts: str = ""
    embedder: str = "e5"
    embedder_model: str = "text-embedding-3-small"
    embedder_base_url: str | None = None
    embedder_api_key: SecretStr | None = None
    chat_model: str = ""
    chat_base_url: str | None = None
    chat_api_key: SecretStr | None = None
    chat_method: str = "json_schema"
    chat_tokens_per_day: int = 0
    chat_euros_per_day: float = Field(default=0.0, ge=0)
    chat_euros_per_million_read: float = Field(default=0.0, ge=0)
    chat_euros_per_million_written: float = Field(default=0.0, ge=0)
    chat_at_once: int = Field(default=4, ge=1)
