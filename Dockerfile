# docker build --tag italint . && docker run --rm --volume "$PWD:/work" italint check
FROM python:3.11-slim AS build
COPY . /src
RUN python -m venv /opt/italint \
    && /opt/italint/bin/python -m pip install --no-cache-dir --constraint /src/constraints.txt "/src[docx,online,xlsx]"

FROM python:3.11-slim
COPY --from=build /opt/italint /opt/italint
RUN useradd --create-home --uid 1000 italint
ENV PATH="/opt/italint/bin:$PATH" PYTHONUTF8=1
USER 1000:1000
WORKDIR /work
ENTRYPOINT ["italint"]
CMD ["--help"]
