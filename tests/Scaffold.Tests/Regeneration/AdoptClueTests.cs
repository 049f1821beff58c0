using Scaffold.Checks.Adoption;

namespace Scaffold.Tests.Regeneration;

/// <summary>What a repository is recognised by.</summary>
public sealed class AdoptClueTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("FROM ubuntu:16.04\nRUN apt-get install -y nginx && pip install numpy scikit-learn==0.20 flask gevent\n", "base-image=ubuntu:16.04", "base=explicit", "framework=sklearn", "server=flask", "proxy=nginx")]
    [InlineData("FROM 763104351884.dkr.ecr.eu-west-1.amazonaws.com/pytorch-training:2.8.0-gpu-py312\n", "base=sagemaker", "region=eu-west-1", "framework=pytorch", "device=gpu", "language=python")]
    [InlineData("FROM 246618743249.dkr.ecr.us-west-2.amazonaws.com/sagemaker-xgboost:3.0-5\n", "base=sagemaker", "region=us-west-2", "framework=xgboost")]
    [InlineData("FROM nvidia/cuda:12.9.1-runtime-ubuntu24.04\nRUN pip install torch transformers\n", "device=gpu", "framework=huggingface", "base-image=nvidia/cuda:12.9.1-runtime-ubuntu24.04")]
    [InlineData("FROM python:3.13-slim\nRUN pip install torch --index-url https://download.pytorch.org/whl/cu128\n", "device=gpu", "framework=pytorch")]
    [InlineData("FROM python:3.13-slim AS base\nRUN pip install sagemaker-training lightgbm\nFROM base AS training\nFROM base AS inference\n", "role=separate", "toolkit=sagemaker-training", "framework=none")]
    [InlineData("FROM python:3.13-slim\nENV SAGEMAKER_PROGRAM=code/fit.py\n", "program=fit.py", "role=training")]
    [InlineData("FROM python:3.13-slim\nCOPY fit.py /opt/ml/code/\nRUN pip install sagemaker-training\n", "program=fit.py", "toolkit=sagemaker-training")]
    [InlineData("FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build\nFROM mcr.microsoft.com/dotnet/aspnet:10.0\n", "language=csharp", "framework=mlnet", "base=framework")]
    public async Task A_dockerfile_tells(string dockerfile, params string[] expected)
    {
        _folder.Write("Dockerfile", dockerfile);
        _folder.Write("fit.py", "if __name__ == '__main__':\n    pass\n");

        var proposals = (await PlanAsync()).Proposals;

        Assert.All(expected, value => Assert.Contains(value, proposals.Select(one => $"{one.Parameter}={one.Value}")));
    }

    [Theory]
    [InlineData("requirements.txt", "-r other.txt\nTorch==2.8 # fast\n", "framework=pytorch", "requirements.txt(2) names torch")]
    [InlineData("app/requirements-serve.txt", "mxnet-mkl\n", "framework=mxnet", "app/requirements-serve.txt(1) names mxnet-mkl")]
    [InlineData("pyproject.toml", "[tool.poetry.dependencies]\npython = \"^3.11\"\nxgboost = \"2.*\"\n", "framework=xgboost", "pyproject.toml(3) names xgboost")]
    [InlineData("environment.yml", "dependencies:\n  - python=3.11\n  - pyspark=4.0\n", "framework=spark", "environment.yml(3) names pyspark")]
    [InlineData("src/model.py", "import os\nfrom sklearn import tree\n", "framework=sklearn", "src/model.py(2) imports sklearn")]
    [InlineData("src/app.py", "from fastapi import FastAPI\n", "server=fastapi", "src/app.py(1) imports it")]
    [InlineData("App/App.csproj", "<Project>\n<PackageReference Include=\"TorchSharp-cuda-linux\" Version=\"1\" />\n</Project>", "framework=torchsharp", "App/App.csproj(2) names torchsharp-cuda-linux")]
    [InlineData("src/serving/nginx.conf", "events {}\n", "proxy=nginx", "src/serving/nginx.conf(1) sets it up")]
    public async Task A_file_tells(string file, string text, string expected, string reason)
    {
        _folder.Write("Dockerfile", "FROM debian:13\n");
        _folder.Write(file, text);

        var proposals = (await PlanAsync()).Proposals;

        Assert.Contains((expected, reason), proposals.Select(one => ($"{one.Parameter}={one.Value}", one.Reason)));
    }

    [Fact]
    public async Task What_does_not_go_together_is_said_and_not_taken()
    {
        _folder.Write("Dockerfile", "FROM nvidia/cuda:12.9.1-runtime-ubuntu24.04\nRUN pip install scikit-learn\n");

        var device = (await PlanAsync()).Proposals.Single(one => one.Parameter is "device");

        Assert.Equal("cpu", device.Value);
        Assert.Equal("Dockerfile(1) is FROM nvidia/cuda:12.9.1-runtime-ubuntu24.04, but device gpu does not go with framework sklearn", device.Reason);
    }

    [Fact]
    public async Task What_cannot_be_told_falls_to_the_default_and_says_so()
    {
        _folder.Write("Dockerfile", "FROM ${BASE}\n");

        var proposals = (await PlanAsync()).Proposals;

        Assert.All(proposals.Where(one => one.Parameter is "language" or "framework" or "role" or "base"), one => Assert.Equal((ProposalSource.Default, "nothing tells it: the default"), (one.Source, one.Why)));
    }

    private Task<AdoptionPlan> PlanAsync() => Adopter.PlanAsync(_folder.Path, new Dictionary<string, string>(), TestContext.Current.CancellationToken);
}
