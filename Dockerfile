# docker build --tag italint . && docker run --rm --volume "$PWD:/work" italint check
FROM python:3.11-slim AS build
COPY . /src
RUN python -m venv /opt/italint \
    && /opt/italint/bin/python -m pip install --no-cache-dir --constraint /src/constraints.txt "/src[docx,ocr,online,pdf,xlsx]"

FROM python:3.11-slim
# อ่านภาพสแกน · reads scans. LibreOffice (.doc .odt .rtf .xls) ใหญ่มาก จึงไม่ได้ใส่ · is too large to be here
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends tesseract-ocr tesseract-ocr-tha \
    && rm -rf /var/lib/apt/lists/*
COPY --from=build /opt/italint /opt/italint
RUN useradd --create-home --uid 1000 italint
ENV PATH="/opt/italint/bin:$PATH" PYTHONUTF8=1
USER 1000:1000
WORKDIR /work
ENTRYPOINT ["italint"]
CMD ["--help"]
