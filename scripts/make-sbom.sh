#!/usr/bin/env bash
# Writes the list of the packages in each program (CycloneDX, JSON), as the last restore found them:
# DIR/Portfolio.Api/sbom.json, and so on. DIR is artifacts/sbom if none is named.
#   scripts/make-sbom.sh [DIR]
set -Eeuo pipefail

ROOT=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd -P)
DIR=$(realpath --canonicalize-missing "${1:-$ROOT/artifacts/sbom}")

cd "$ROOT"
dotnet tool restore
for program in Portfolio.Api Portfolio.Worker Portfolio.Simulator; do
    dotnet tool run dotnet-CycloneDX -- "$program/$program.csproj" --recursive --disable-package-restore \
        --set-version "$(dotnet msbuild "$program" -getProperty:Version)" \
        --output "$DIR/$program" --filename sbom.json --output-format Json
done
