# The habit: one stage, the SDK and its package cache in it.
FROM mcr.microsoft.com/dotnet/sdk:10.0-noble
COPY . /src/
RUN dotnet publish /src/container/serve -o /opt/program
WORKDIR /opt/program
