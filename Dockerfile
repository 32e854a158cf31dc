# The service, with everything it needs inside: no download at run time.
FROM python:3.11-slim-bookworm AS build
WORKDIR /srv/guide
RUN python -m venv /srv/venv
COPY requirements.lock ./
RUN /srv/venv/bin/pip install --no-cache-dir --no-deps --require-hashes -r requirements.lock
COPY . .
RUN /srv/venv/bin/pip install --no-cache-dir --no-deps --no-build-isolation --no-index .

FROM python:3.11-slim-bookworm
RUN useradd --system --uid 10001 --home-dir /data guide && install -d -o guide -g guide /data
COPY --from=build /srv/venv /srv/venv
USER guide
WORKDIR /data
ENV PATH=/srv/venv/bin:$PATH GUIDE_DATA=/data/guide HOST=0.0.0.0 PORT=8000 PYTHONDONTWRITEBYTECODE=1
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=15m --retries=3 \
    CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen(f'http://127.0.0.1:{os.environ[\"PORT\"]}/healthz', timeout=4)"]
# one refused file (status 1) is no reason not to serve the others
CMD ["sh", "-c", "guide ingest || [ $? -eq 1 ] && exec guide serve"]
