using Scaffold.Core.Catalog.Images;

namespace Scaffold.Tests.Images;

public sealed class EndOfPatchingTests
{
    private const string Aws = "763104351884.dkr.ecr.eu-west-1.amazonaws.com";

    [Theory]
    [InlineData(Aws, "pytorch-training", "2.6-gpu-py312", "2026-01-29")]
    [InlineData(Aws, "pytorch-training", "2.6.0-gpu-py312-cu126-ubuntu22.04-sagemaker", "2026-01-29")]
    [InlineData(Aws, "pytorch-training", "2.10-gpu-py313", "2027-01-21")]
    [InlineData(Aws, "pytorch-training", "2.1-cpu-py310", "2024-10-04")]
    [InlineData("683313688378.dkr.ecr.cn-north-1.amazonaws.com.cn", "sagemaker-xgboost", "3.0-5", "2026-11-17")]
    [InlineData(Aws, "base", "runtime-cu129-amzn2023", "2028-06-30")]
    [InlineData(Aws, "pytorch-training", "2.60-gpu", null)]
    [InlineData(Aws, "djl-inference", "0.36.0-cpu-full", null)]
    [InlineData(Aws, "of-our-own", "2.6", null)]
    [InlineData("docker.io", "pytorch-training", "2.6-gpu-py312", null)]
    public void A_tag_tells_until_when_it_is_patched(string host, string repository, string tag, string? date) =>
        Assert.Equal(date, ImageCatalog.EndOfPatching(host, repository, tag)?.ToString("yyyy-MM-dd", null));
}
