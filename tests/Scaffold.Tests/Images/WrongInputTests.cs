using CsCheck;
using Scaffold.Core.Catalog.Images;
using Scaffold.Core.Problems;

namespace Scaffold.Tests.Images;

/// <summary>Whatever is typed, an address is one of the catalogue's or there is none.</summary>
public class WrongInputTests
{
    private static readonly string[] Devices = ["cpu", "gpu"];
    private static readonly string?[] Machines = [null, "ml.p4d.24xlarge", "ml.m6g.large", "ml.inf2.xlarge", "ml.trn1.2xlarge"];

    // Every tag and every place there is, from the catalogue's own good values.
    private static readonly Lazy<HashSet<string>> Catalogue = new(() => [.. GoodRequests().SelectMany(Everywhere)]);

    private static readonly string[] Words =
    [
        "", " ", "pytorch", "tensorflow", "huggingface", "sklearn", "2.6", "2.6.0", "2.60", "1.4-2", "latest", "None", "null", "py3", "py312", "py99", "3.12", "us-east-1", "eu-west-1",
        "eu-west-9", "us-gov-west-1", "cn-north-1", "training", "inference", "eia", "inference_graviton", "inference+training", "(none)", "ml.m5.xlarge", "ml.p4d.24xlarge", "ml.m6g.large",
        "ml.trn1.2xlarge", "ml.inf2.xlarge", "local", "local_gpu", "neuron", "neuronx", "pytorch2.6.0", "tensorflow2.6.3", "baseAliases", "version_aliases", "../../etc", "a/b:c", "\n", "\u202e", "x y",
    ];

    [Fact]
    public void Mutated_requests_come_to_an_image_of_the_catalogue_or_an_error()
    {
        var good = GoodRequests().ToArray();
        var word = Gen.Int[0, Words.Length - 1].Select(index => Words[index]);
        var text = Gen.OneOf(word, Gen.Select(word, Gen.Char, (start, end) => start + end), Gen.String[0, 12]);
        var mutated =
            from index in Gen.Int[0, good.Length - 1]
            from field in Gen.Int[0, 8]
            from value in text
            from again in Gen.Int[0, 8]
            from other in text
            select With(With(good[index], field, value), again, other);

        mutated.Sample(request =>
        {
            try
            {
                var image = ImageCatalog.Resolve(request);
                Assert.Contains($"{image.Repository}:{image.Tag}", Catalogue.Value);
                Assert.Contains($"{image.Account} {image.Region} {image.Repository}", Catalogue.Value);
                Assert.Equal($"{image.Account}.dkr.{ImageCatalog.HostOf(image.Region)}/{image.Repository}:{image.Tag}".TrimEnd(':'), image.Uri);
            }
            catch (UserErrorException e)
            {
                Assert.Equal(ExitCode.Usage, e.Problem.Exit);
                Assert.InRange(int.Parse(e.Problem.Code[2..], System.Globalization.CultureInfo.InvariantCulture), 20, 33);
                Assert.DoesNotContain('\n', e.Problem.What + e.Problem.Where + e.Problem.Fix);
            }
        }, iter: 20_000);
    }

    [Fact]
    public void A_good_value_with_one_letter_more_is_never_good()
    {
        foreach (var request in GoodRequests().Where((_, index) => index % 7 is 0))
        {
            Assert.Throws<UserErrorException>(() => ImageCatalog.Resolve(request with { Framework = request.Framework + "x" }));
            Assert.Throws<UserErrorException>(() => ImageCatalog.Resolve(request with { Version = request.Version + "x" }));
            Assert.Throws<UserErrorException>(() => ImageCatalog.Resolve(request with { Region = request.Region + "x" }));
            Assert.Throws<UserErrorException>(() => ImageCatalog.Resolve(request with { Device = request.Device + "x" }));
        }
    }

    private static ImageRequest With(ImageRequest request, int field, string value) => field switch
    {
        0 => request with { Framework = value },
        1 => request with { Region = value },
        2 => request with { Version = value },
        3 => request with { Python = value },
        4 => request with { InstanceType = value, Device = null },
        5 => request with { Device = value, InstanceType = null },
        6 => request with { Scope = value },
        7 => request with { BaseFrameworkVersion = value },
        _ => request with { ContainerVersion = $"{value}!" },
    };

    // Its tags, and the places that hold its repository.
    private static IEnumerable<string> Everywhere(ImageRequest request)
    {
        foreach (var machine in Machines)
        {
            var asked = machine is null ? request : request with { InstanceType = machine, Device = null };
            if (Try(asked) is not { } image)
                continue;
            yield return $"{image.Repository}:{image.Tag}";
            foreach (var (region, account) in ImageCatalog.Accounts(asked))
                yield return $"{account} {region} {image.Repository}";
        }
    }

    private static ResolvedImage? Try(ImageRequest request)
    {
        try
        {
            return ImageCatalog.Resolve(request with { Region = ImageCatalog.Accounts(request).Keys.First() });
        }
        catch (UserErrorException)
        {
            return null;
        }
    }

    private static IEnumerable<ImageRequest> GoodRequests() =>
        from family in ImageCatalog.Families(null)
        from scope in (family.Scope ?? "").Split('+')
        from version in family.Versions
        from spelled in version.Aliases.Prepend(version.Version)
        from below in version.Bases.SelectMany(Spellings).DefaultIfEmpty()
        from python in version.Pythons.Cast<string?>().Append(null)
        from device in Devices
        let request = new ImageRequest(family.Framework, "us-east-1") { Version = spelled, Scope = scope, BaseFrameworkVersion = below, Python = python, Device = device }
        where Try(request) is not null
        select request with { Region = ImageCatalog.Accounts(request).Keys.First() };

    // pytorch2.6.0 may be called pytorch2.6.
    private static IEnumerable<string> Spellings(string full) => [full, full[..full.LastIndexOf('.')]];
}
