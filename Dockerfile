# One file for the three programs: docker build --target api|worker|simulator .
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source

# First only what names packages, so that a change of code does not restore them again.
COPY global.json Directory.Build.props Directory.Packages.props Portfolio.sln ./
COPY scripts/system.slnf scripts/make-sbom.sh scripts/
COPY .config/dotnet-tools.json .config/
COPY Portfolio.Api/Portfolio.Api.csproj Portfolio.Api/packages.lock.json Portfolio.Api/
COPY Portfolio.Contracts/Portfolio.Contracts.csproj Portfolio.Contracts/packages.lock.json Portfolio.Contracts/
COPY Portfolio.Simulator/Portfolio.Simulator.csproj Portfolio.Simulator/packages.lock.json Portfolio.Simulator/
COPY Portfolio.Storage/Portfolio.Storage.csproj Portfolio.Storage/packages.lock.json Portfolio.Storage/
COPY Portfolio.Worker/Portfolio.Worker.csproj Portfolio.Worker/packages.lock.json Portfolio.Worker/
RUN dotnet restore scripts/system.slnf

COPY . .
RUN dotnet publish scripts/system.slnf --configuration Release --no-restore
RUN scripts/make-sbom.sh sbom

FROM mcr.microsoft.com/dotnet/aspnet:10.0 AS runtime
WORKDIR /app
# Where the API keeps its token: a volume mounted here takes over this owner.
RUN mkdir /data && chown "$APP_UID" /data
USER $APP_UID

FROM runtime AS simulator
COPY --from=build /source/artifacts/publish/Portfolio.Simulator/release /source/sbom/Portfolio.Simulator ./
ENTRYPOINT ["dotnet", "Portfolio.Simulator.dll"]

FROM runtime AS worker
COPY --from=build /source/artifacts/publish/Portfolio.Worker/release /source/sbom/Portfolio.Worker ./
ENTRYPOINT ["dotnet", "Portfolio.Worker.dll"]

FROM runtime AS api
COPY --from=build /source/artifacts/publish/Portfolio.Api/release /source/sbom/Portfolio.Api ./
ENTRYPOINT ["dotnet", "Portfolio.Api.dll"]
