# Build stage: the SDK. The versions of all packages come from the lock files.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY . .
RUN dotnet restore src/NfvRuntime.Cli/NfvRuntime.Cli.csproj --locked-mode
RUN dotnet publish src/NfvRuntime.Cli/NfvRuntime.Cli.csproj -c Release --no-restore -o /app

# Run-time stage: no SDK, no shell tools, no root. Mount a folder of chains over /app/chains to run others.
FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build /app .
COPY chains/first.yaml chains/first.pcap chains/
RUN install -d -o $APP_UID chains/out
USER $APP_UID
ENTRYPOINT ["/app/nfv"]
CMD ["run", "/app/chains/first.yaml"]
