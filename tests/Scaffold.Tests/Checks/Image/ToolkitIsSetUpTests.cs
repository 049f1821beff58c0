using Scaffold.Checks;
using Scaffold.Checks.Image;

namespace Scaffold.Tests.Checks.Image;

public class ToolkitIsSetUpTests
{
    private const string Script = "#!/usr/bin/python3\nfrom sagemaker_training.cli.train import main\nmain()\n";

    private static ImageInMemory Image(params (string Name, string Value)[] variables) =>
        new ImageInMemory(new("", "linux", "amd64", 1) { Environment = variables.ToDictionary(pair => pair.Name, pair => pair.Value) }).With("/usr/local/bin/train", Script);

    private static async Task<Finding> Judge(ImageInMemory image) => await new ToolkitIsSetUp().RunAsync(image.Subject(Profile.Train), TestContext.Current.CancellationToken);

    [Theory]
    [InlineData("SAGEMAKER_PROGRAM", "train.py", Outcome.Pass)]
    [InlineData("SAGEMAKER_TRAINING_MODULE", "pkg.training:main", Outcome.Pass)]
    [InlineData("OTHER", "x", Outcome.Warn)]
    [InlineData("SAGEMAKER_TRAINING_MODULE", "pkg.training", Outcome.Fail)]
    [InlineData("SAGEMAKER_TRAINING_MODULE", "pkg:training:main", Outcome.Fail)]
    [InlineData("SAGEMAKER_CONTAINER_LOG_LEVEL", "INFO", Outcome.Fail)]
    public async Task Judges_what_the_image_sets(string name, string value, Outcome expected) => Assert.Equal(expected, (await Judge(Image((name, value)))).Outcome);

    [Theory]
    [InlineData("SAGEMAKER_CONTAINER_LOG_LEVEL", "20")]
    [InlineData("SAGEMAKER_SUBMIT_DIRECTORY", "/opt/program")]
    public async Task Warns_of_variables_without_effect(string name, string value)
    {
        var finding = await Judge(Image(("SAGEMAKER_PROGRAM", "train.py"), (name, value)));

        Assert.Equal(Outcome.Warn, finding.Outcome);
        Assert.StartsWith($"{name} has no effect", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_in_a_subfolder_and_a_setup_py_do_not_go_together()
    {
        var image = Image(("SAGEMAKER_PROGRAM", "pkg/train.py")).With("/opt/ml/code/pkg/train.py");

        Assert.Equal(Outcome.Pass, (await Judge(image)).Outcome);
        Assert.Equal(Outcome.Fail, (await Judge(image.With("/opt/ml/code/setup.py"))).Outcome);
    }

    [Theory]
    [InlineData("SAGEMAKER_PROGRAM", "train.py", Outcome.Pass)]
    [InlineData("SAGEMAKER_TRAINING_MODULE", "pkg:main", Outcome.Warn)]
    public async Task Code_that_no_variable_names_keeps_the_job_s_own_away(string name, string value, Outcome expected) =>
        Assert.Equal(expected, (await Judge(Image((name, value)).With("/opt/ml/code/requirements.txt"))).Outcome);

    [Theory]
    [InlineData("/usr/lib/python3/dist-packages")]
    [InlineData("/usr/local/lib/python3.12/site-packages")]
    [InlineData("/opt/conda/lib/python3.10/site-packages")]
    [InlineData("/my/env/lib/python3.13/site-packages")]
    public async Task Finds_the_package_where_Pythons_keep_theirs(string folder)
    {
        var image = new ImageInMemory(new("", "linux", "amd64", 1) { Environment = new Dictionary<string, string> { ["PATH"] = "/my/env/bin:/usr/bin" } }).With($"{folder}/sagemaker_training/__init__.py");

        Assert.Equal(Outcome.Warn, (await Judge(image)).Outcome);
        Assert.Equal(Outcome.Pass, (await Judge(image.With("/usr/bin/train", "#!/bin/sh\n# not sagemaker_training\nexec mine"))).Outcome); // one's own
    }

    [Fact]
    public async Task Without_the_toolkit_nothing_is_asked() =>
        Assert.Equal("The training toolkit is not in the image.", (await Judge(new ImageInMemory(new("", "linux", "amd64", 1)))).Message);
}
