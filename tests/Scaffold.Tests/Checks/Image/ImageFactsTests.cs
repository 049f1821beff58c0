using Scaffold.Checks;
using Scaffold.Checks.Image;
using Scaffold.Engine;

namespace Scaffold.Tests.Checks.Image;

/// <summary>C-17, C-23, C-24 and C-27: tools, labels, drivers and settings of an image.</summary>
public class ImageFactsTests
{
    private static readonly ImageConfig Config = new("", "linux", "amd64", 1);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static ImageConfig With(string name, string value) => Config with { Environment = new Dictionary<string, string> { [name] = value } };

    [Theory]
    [InlineData("/bin/bash", "")]
    [InlineData("/bin/cat", "no cat on PATH")]
    [InlineData("/usr/bin/python3", "no python3 and no python")]
    [InlineData("/usr/bin/pip", "no pip3 and no pip")]
    public async Task C17_names_each_tool_that_is_missing(string path, string missing)
    {
        ImageInMemory image = new(Config);
        foreach (var tool in new[] { "/bin/bash", "/bin/chmod", "/bin/cat", "/usr/bin/python3", "/usr/bin/pip" }.Where(tool => missing.Length == 0 || tool != path))
            image.With(tool);

        var finding = await new ModelTrainerFindsItsTools().RunAsync(image.Subject(Profile.ModelTrainer), Ct);

        Assert.Equal(missing.Length == 0 ? Outcome.Pass : Outcome.Fail, finding.Outcome);
        Assert.Contains(missing, finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("true", Profile.Pipeline, Outcome.Pass)]
    [InlineData(null, Profile.Pipeline, Outcome.Fail)]
    [InlineData("True", Profile.Pipeline, Outcome.Fail)]
    [InlineData("1", Profile.Pipeline, Outcome.Fail)]
    [InlineData("true", Profile.Pipeline | Profile.MultiModel, Outcome.Fail)]
    [InlineData("false", Profile.Serve, Outcome.Fail)]
    public async Task C23_each_declared_use_has_its_label(string? value, Profile uses, Outcome expected)
    {
        Dictionary<string, string> labels = value is null ? [] : new() { ["com.amazonaws.sagemaker.capabilities.accept-bind-to-port"] = value };

        Assert.Equal(expected, (await new LabelsFitTheUses().RunAsync(new ImageInMemory(Config with { Labels = labels }).Subject(uses), Ct)).Outcome);
    }

    [Theory]
    [InlineData("/usr/lib/x86_64-linux-gnu/libcuda.so.1", Outcome.Fail)]
    [InlineData("/usr/lib64/libnvidia-ml.so.1", Outcome.Fail)]
    [InlineData("/usr/bin/nvidia-smi", Outcome.Fail)]
    [InlineData("/usr/local/cuda-12.4/compat/libcuda.so.1", Outcome.Pass)]
    [InlineData("/usr/local/cuda/lib64/stubs/libcuda.so.1", Outcome.Pass)]
    [InlineData("/usr/lib/x86_64-linux-gnu/libcudart.so.1", Outcome.Pass)]
    public async Task C24_no_part_of_the_driver_is_there(string path, Outcome expected) =>
        Assert.Equal(expected, (await new NoDriverIsInTheImage().RunAsync(new ImageInMemory(Config).With(path).Subject(), Ct)).Outcome);

    [Fact]
    public async Task C24_finds_what_the_loader_s_cache_names()
    {
        var image = new ImageInMemory(Config).With("/etc/ld.so.cache", "glibc-ld.so.cache1.1\0libcuda.so.535.54\0/opt/driver/lib/libcuda.so.535.54\0/usr/local/cuda/compat/libcuda.so.1\0")
            .With("/opt/driver/lib/libcuda.so.535.54").With("/usr/local/cuda/compat/libcuda.so.1");

        var finding = await new NoDriverIsInTheImage().RunAsync(image.Subject(), Ct);

        Assert.Equal(Outcome.Fail, finding.Outcome);
        Assert.Equal(["/opt/driver/lib/libcuda.so.535.54: 4 bytes"], finding.Evidence);
    }

    [Fact]
    public async Task C24_warns_of_an_empty_file_that_the_runtime_left() =>
        Assert.Equal(Outcome.Warn, (await new NoDriverIsInTheImage().RunAsync(new ImageInMemory(Config).With("/usr/lib/x86_64-linux-gnu/libcuda.so.1", "").Subject(), Ct)).Outcome);

    [Theory]
    [InlineData("/usr/local/nvidia/lib:/usr/local/nvidia/lib64", Outcome.Pass)]
    [InlineData("/usr/local/cuda/compat:/usr/lib", Outcome.Warn)]
    [InlineData("/usr/local/cuda-12.4/compat", Outcome.Warn)]
    public async Task C24_warns_of_compat_on_every_host(string path, Outcome expected) =>
        Assert.Equal(expected, (await new NoDriverIsInTheImage().RunAsync(new ImageInMemory(With("LD_LIBRARY_PATH", path)).Subject(), Ct)).Outcome);

    [Theory]
    [InlineData("#!/usr/bin/env python3\n", "", Outcome.Warn)]
    [InlineData("#!/usr/bin/env python3\n", "1", Outcome.Pass)]
    [InlineData("#!/usr/bin/python3 -u\n", "", Outcome.Pass)]
    [InlineData("#!/usr/bin/env -S python3 -ESBu\n", "", Outcome.Pass)]
    [InlineData("#!/bin/sh\nexec python3 x.py\n", "", Outcome.Pass)]
    [InlineData("\u007fELF", "", Outcome.Pass)]
    public async Task C27_a_Python_script_is_unbuffered(string script, string value, Outcome expected) =>
        Assert.Equal(expected, (await new PythonIsUnbuffered().RunAsync(new ImageInMemory(With("PYTHONUNBUFFERED", value)).With("/usr/bin/train", script).Subject(), Ct)).Outcome);

    [Theory]
    [InlineData("python3 /opt/start.py", Outcome.Warn)]
    [InlineData("python3 -u /opt/start.py", Outcome.Pass)]
    [InlineData("/usr/bin/env -u HOME python3 /opt/start.py", Outcome.Warn)]
    [InlineData("python3 /opt/start.py -u", Outcome.Warn)]
    [InlineData("python3 -Xutf8 /opt/start.py", Outcome.Warn)]
    [InlineData("python3 -Eu /opt/start.py", Outcome.Pass)]
    [InlineData("/opt/start", Outcome.Pass)]
    public async Task C27_a_Python_ENTRYPOINT_is_unbuffered(string words, Outcome expected) =>
        Assert.Equal(expected, (await new PythonIsUnbuffered().RunAsync(new ImageInMemory(Config with { Entrypoint = words.Split(' ') }).With("/opt/start").Subject(), Ct)).Outcome);
}
