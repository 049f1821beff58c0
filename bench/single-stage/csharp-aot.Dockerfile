# The habit: one stage, the SDK, a C compiler for native code and the package cache in it.
FROM mcr.microsoft.com/dotnet/sdk:10.0-noble-aot
COPY . /src/
RUN dotnet publish /src/container/serve -o /opt/program
WORKDIR /opt/program
