# One file for the three programs: docker build --target api|worker|simulator .
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source

# First only what names packages, so that a change of code does not restore them again.
COPY global.json Directory.Build.props Directory.Packages.props Portfolio.sln ./
COPY scripts/system.slnf scripts/
COPY Portfolio.Api/Portfolio.Api.csproj Portfolio.Api/
COPY Portfolio.Contracts/Portfolio.Contracts.csproj Portfolio.Contracts/
COPY Portfolio.Simulator/Portfolio.Simulator.csproj Portfolio.Simulator/
COPY Portfolio.Storage/Portfolio.Storage.csproj Portfolio.Storage/
COPY Portfolio.Worker/Portfolio.Worker.csproj Portfolio.Worker/
RUN dotnet restore scripts/system.slnf

COPY . .
RUN dotnet publish scripts/system.slnf --configuration Release --no-restore

FROM mcr.microsoft.com/dotnet/aspnet:10.0 AS runtime
WORKDIR /app
# Where the API keeps its token: a volume mounted here takes over this owner.
RUN mkdir /data && chown "$APP_UID" /data
USER $APP_UID

FROM runtime AS simulator
COPY --from=build /source/artifacts/publish/Portfolio.Simulator/release ./
ENTRYPOINT ["dotnet", "Portfolio.Simulator.dll"]

FROM runtime AS worker
COPY --from=build /source/artifacts/publish/Portfolio.Worker/release ./
ENTRYPOINT ["dotnet", "Portfolio.Worker.dll"]

FROM runtime AS api
COPY --from=build /source/artifacts/publish/Portfolio.Api/release ./
ENTRYPOINT ["dotnet", "Portfolio.Api.dll"]
