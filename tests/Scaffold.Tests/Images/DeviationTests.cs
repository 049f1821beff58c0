using Scaffold.Core.Catalog.Images;
using Scaffold.Core.Problems;

namespace Scaffold.Tests.Images;

/// <summary>Where this resolver does better than the SageMaker Python SDK on purpose; docs/images.md lists the same.</summary>
public class DeviationTests
{
    [Theory]
    [InlineData("py")]
    [InlineData("torch")]
    [InlineData("")]
    [InlineData("Pytorch")]
    [InlineData("../pytorch")]
    public void A_framework_that_is_not_there_is_an_error_not_a_crash(string framework)
    {
        var problem = Refused(new(framework, "us-east-1") { Version = "1", Scope = "training", InstanceType = "ml.inf1.xlarge" });

        Assert.Equal("SM020", problem.Code);
        Assert.StartsWith("Use --framework ", problem.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void A_framework_that_is_only_listed_is_pointed_to_the_list()
    {
        var problem = Refused(new("vllm", "us-east-1") { Version = "0.27.1", Scope = "inference", Device = "gpu" });

        Assert.Equal("SM020", problem.Code);
        Assert.Contains("images list --framework vllm", problem.Fix, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("training")]
    [InlineData("inference")]
    [InlineData(null)]
    public void An_sklearn_without_a_version_is_refused(string? scope)
    {
        var problem = Refused(new("sklearn", "us-east-1") { Scope = scope, Device = "cpu" });

        Assert.Equal("SM023", problem.Code);
        Assert.Contains("--version 1.4-2-py312", problem.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void A_huggingface_without_a_version_is_refused_instead_of_a_tag_that_says_None()
    {
        var problem = Refused(new("huggingface", "us-east-1") { Scope = "inference", Device = "cpu", BaseFrameworkVersion = "pytorch2.6.0" });

        Assert.Equal("SM023", problem.Code);
        Assert.Contains("--version 5.5.3", problem.Fix, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sagemaker-tritonserver", "inference", "26.05-py3")]
    [InlineData("djl-lmi", "inference", "0.36.0-lmi27.0.0-cu130")]
    [InlineData("data-wrangler", "processing", "3.x")]
    [InlineData("tensorflow", "inference", "2.19.0-gpu")]
    [InlineData("spark", "processing", null)]
    public void All_versions_are_compared_for_the_newest(string framework, string scope, string? tag)
    {
        ImageRequest request = new(framework, "us-east-1") { Scope = scope, Device = tag is null ? "cpu" : "gpu" };

        Assert.Equal(tag ?? "3.5-cpu", ImageCatalog.Resolve(request).Tag);
    }

    [Theory]
    [InlineData(new[] { "0.9.9", "0.10.0", "0.2" }, "0.10.0")]
    [InlineData(new[] { "3.2-0", "3.0-5", "1" }, "3.2-0")]
    [InlineData(new[] { "latest", "0.1" }, "0.1")]
    [InlineData(new[] { "1.x", "3.x", "2.x" }, "3.x")]
    [InlineData(new[] { "1.4-2-py312", "1.4-2", "1.2-1" }, "1.4-2-py312")]
    public void The_newest_is_the_greatest_wherever_it_stands(string[] versions, string newest) => Assert.Equal(newest, Versions.Newest(versions));

    [Theory]
    [InlineData("pytorch", "2.8", "ml.trn1.2xlarge")]
    [InlineData("kmeans", "2", "ml.m5.xlarge")]
    [InlineData("huggingface-llamacpp", "1.0", "ml.m5.xlarge")]
    [InlineData("sagemaker-distribution", "9", "ml.m5.xlarge")]
    [InlineData("sagemaker-geospatial", "2.x", "ml.m5.xlarge")]
    [InlineData("model-monitor", "1", "ml.m5.xlarge")]
    public void A_single_version_does_not_swallow_a_wrong_one(string framework, string version, string instance)
    {
        var problem = Refused(new(framework, framework is "sagemaker-geospatial" ? "us-west-2" : "us-east-1") { Version = version, Scope = "training", InstanceType = instance });

        Assert.Equal("SM023", problem.Code);
        Assert.Contains($"'{version}'", problem.What, StringComparison.Ordinal);
    }

    [Fact]
    public void An_xgboost_without_a_version_is_the_newest_not_that_of_2018()
    {
        Assert.Equal("sagemaker-xgboost:3.2-0", ImageCatalog.Resolve(new("xgboost", "us-east-1") { Device = "cpu" }).Uri.Split('/')[1]);
        Assert.Equal("xgboost:latest", ImageCatalog.Resolve(new("xgboost", "us-east-1") { Device = "cpu", Version = "latest" }).Uri.Split('/')[1]);
    }

    [Theory]
    [InlineData("m6g", true)]
    [InlineData("c6gn", true)]
    [InlineData("r7g", true)]
    [InlineData("m8g", true)]
    [InlineData("c7gn", true)]
    [InlineData("x2gd", true)]
    [InlineData("im4gn", true)]
    [InlineData("m5", false)]
    [InlineData("g5", false)]
    [InlineData("g4dn", false)]
    [InlineData("gr6", false)]
    [InlineData("c7i", false)]
    [InlineData("m7a", false)]
    public void Arm_families_are_told_by_a_rule(string family, bool arm)
    {
        ImageRequest request = new("tensorflow", "us-east-1") { Version = "2.16", Scope = "inference", InstanceType = $"ml.{family}.xlarge", Python = null };

        Assert.Equal(arm ? "tensorflow-inference-graviton" : null, ImageCatalogTests.Outcome(request).Contains("graviton", StringComparison.Ordinal) ? "tensorflow-inference-graviton" : null);
    }

    [Theory]
    [InlineData("pytorch", "2.4.0", "ml.g5g.xlarge", "SM029")]
    [InlineData("pytorch", "2.4.0", "ml.p6e-gb200.36xlarge", "SM029")]
    [InlineData("mxnet", "1.9.0", "ml.r7g.xlarge", "SM021")]
    [InlineData("kmeans", "1", "ml.c8g.xlarge", "SM021")]
    public void An_image_for_other_processors_is_not_offered_for_Arm(string framework, string version, string instance, string code)
    {
        Assert.Equal(code, Refused(new(framework, "us-east-1") { Version = version, Scope = "training", InstanceType = instance }).Code);
    }

    [Fact]
    public void A_container_version_that_no_list_has_is_refused()
    {
        ImageRequest request = new("pytorch", "us-east-1") { Version = "2.6.0", Scope = "training", Device = "gpu" };

        var problem = Refused(request with { ContainerVersion = "cu126-ubuntu22.04-sagemakr" });

        Assert.Equal("SM030", problem.Code);
        Assert.Contains("Use --container-version cu126-ubuntu22.04-sagemaker,", problem.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void The_Neuron_names_are_frameworks_too()
    {
        var image = ImageCatalog.Resolve(new("huggingface-neuronx", "us-west-2") { Version = "4.36.2", Scope = "training", BaseFrameworkVersion = "pytorch1.13.1" });

        Assert.Equal("1.13.1-transformers4.36.2-neuronx-py310-sdk2.18.0-ubuntu20.04", image.Tag);
        Assert.True(image.Listed);
    }

    private static Problem Refused(ImageRequest request) => Assert.Throws<UserErrorException>(() => ImageCatalog.Resolve(request)).Problem;
}
