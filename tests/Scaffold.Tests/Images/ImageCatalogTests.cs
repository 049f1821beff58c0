using Scaffold.Core.Catalog.Images;
using Scaffold.Core.Problems;

namespace Scaffold.Tests.Images;

public class ImageCatalogTests
{
    [Theory]
    [InlineData("by-hand.json", 60)]
    [InlineData("every-image.json", 1400)]
    [InlineData("every-region.json", 250)]
    public void Every_row_comes_to_its_address_or_error(string file, int least)
    {
        var rows = ImageRow.In(file);

        var wrong = rows.Where(row => Outcome(row.Request) != row.Expected).Select(row => $"{Outcome(row.Request)}\n  {row.Text}").ToList();

        Assert.True(wrong.Count is 0, $"{wrong.Count} of {rows.Count}\n" + string.Join('\n', wrong.Take(20)));
        Assert.InRange(rows.Count, least, int.MaxValue);
    }

    [Fact]
    public void Regions_of_all_eight_partitions_are_known()
    {
        var hosts = ImageCatalog.Regions.Select(region => ImageCatalog.HostOf(region)!.Split('.', 3)).ToList();

        Assert.Equal(
            ["amazonaws.com", "amazonaws.com.cn", "amazonaws.eu", "c2s.ic.gov", "cloud.adc-e.uk", "csp.hci.ic.gov", "sc2s.sgov.gov"],
            hosts.Select(host => host[2]).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal("ecr.us-gov-west-1.amazonaws.com", ImageCatalog.HostOf("us-gov-west-1"));
        Assert.Equal("ecr.eusc-de-east-1.amazonaws.eu", ImageCatalog.HostOf("eusc-de-east-1"));
        Assert.Equal("ecr.eu-isoe-west-1.cloud.adc-e.uk", ImageCatalog.HostOf("eu-isoe-west-1"));
        Assert.Null(ImageCatalog.HostOf("eu-west-1\n"));
    }

    [Fact]
    public void Accounts_agree_with_what_each_region_resolves_to()
    {
        ImageRequest request = new("pytorch", "us-east-1") { Version = "2.8.0", Scope = "training", Device = "cpu" };

        var accounts = ImageCatalog.Accounts(request);

        Assert.InRange(accounts.Count, 35, ImageCatalog.Regions.Count);
        Assert.All(accounts, entry => Assert.Equal(entry.Value, ImageCatalog.Resolve(request with { Region = entry.Key }).Account));
    }

    [Fact]
    public void An_image_knows_its_parts()
    {
        var image = ImageCatalog.Resolve(new("pytorch", "cn-north-1") { Version = "2.8", Scope = "training", InstanceType = "ml.g5.xlarge" });

        Assert.Equal(("727897471807", "cn-north-1", "ecr.cn-north-1.amazonaws.com.cn", "pytorch-training", "2.8-gpu-py312"), (image.Account, image.Region, image.Host, image.Repository, image.Tag));
        Assert.Equal(("2.8.0", "training", "gpu", "py312", "active"), (image.Version, image.Scope, image.Processor, image.Python, image.Status));
        Assert.Equal(new DateOnly(2026, 8, 6), image.EndOfPatching);
        Assert.True(image.Listed);
        Assert.Empty(image.Notes);
    }

    [Fact]
    public void A_tag_that_no_list_has_says_so()
    {
        var image = ImageCatalog.Resolve(new("autogluon", "us-east-1") { Version = "1.5.0", Scope = "training", Device = "gpu" });

        Assert.Equal("1.5.0-gpu-py311", image.Tag);
        Assert.False(image.Listed);
        Assert.Contains(image.Notes, note => note.Contains("AWS's lists have version 1.5.0", StringComparison.Ordinal));
    }

    // docs/images.md names these; one more is news about the catalogue or a fault of the rules.
    [Fact]
    public void Tags_that_lists_of_their_version_do_not_have_are_few_and_known()
    {
        var unlisted = ImageRow.In("every-image.json").Where(row => row.Uri is not null).Select(row => ImageCatalog.Resolve(row.Request))
            .Where(image => image.Listed is false && image.Python is not "py2").Select(image => $"{image.Repository} {image.Version} {image.Processor}").Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(
            [
                "autogluon-inference 1.5.0 cpu", "autogluon-inference 1.5.0 gpu", "autogluon-training 1.5.0 cpu", "autogluon-training 1.5.0 gpu",
                "huggingface-pytorch-training 4.10.2 gpu",
                "sagemaker-scikit-learn 1.4-2 cpu", "sagemaker-scikit-learn 1.4-2-py312 cpu",
                .. new[] { "23.12", "24.01", "24.03", "24.05", "24.09", "25.04", "25.09" }.Select(version => $"sagemaker-tritonserver {version} cpu"),
            ], unlisted);
    }

    [Fact]
    public void An_error_names_the_bad_value_the_good_ones_and_the_nearest()
    {
        var refused = Assert.Throws<UserErrorException>(() => ImageCatalog.Resolve(new("spark", "eu-west1") { Version = "3.5", Scope = "processing", Device = "cpu" })).Problem;

        Assert.Equal(("SM026", "--region", ExitCode.Usage), (refused.Code, refused.Where, refused.Exit));
        Assert.Contains("'eu-west1'", refused.What, StringComparison.Ordinal);
        Assert.Contains("us-east-1, us-east-2", refused.What, StringComparison.Ordinal);
        Assert.Equal("Use --region eu-west-1.", refused.Fix);
    }

    internal static string Outcome(ImageRequest request)
    {
        try
        {
            return ImageCatalog.Resolve(request).Uri;
        }
        catch (UserErrorException e)
        {
            return e.Problem.Code;
        }
    }
}
