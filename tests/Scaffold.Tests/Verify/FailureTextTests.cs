using System.Text;
using Scaffold.Checks.Training;

namespace Scaffold.Tests.Verify;

public sealed class FailureTextTests
{
    [Theory]
    [InlineData("ValueError: train/iris.csv row 3, column 2: 'abc' is not a number")]
    [InlineData("Traceback (most recent call last):\n  File \"train.py\", line 3, in <module>\nFileNotFoundError: /opt/ml/input/data/train")]
    [InlineData("ExecuteUserScriptError:\nExitCode 1\nErrorMessage \"KeyError: 'epochs'\"\nCommand \"python train.py\"")]
    [InlineData("Keine Daten im Kanal gefunden")]
    public void Takes_a_text_that_names_a_cause(string text) => Assert.Null(FailureText.Fault(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("Traceback (most recent call last):\n  File \"train.py\", line 3, in <module>\n    ^^^^")]
    [InlineData("ExecuteUserScriptError:\nExitCode 1\nErrorMessage \"\"\nCommand \"python train.py\"")]
    [InlineData("Training failed with exit code 1.")]
    [InlineData("An unexpected error occurred in the training job. Please see the logs for more details!")]
    [InlineData("Exception: error")]
    public void Refuses_a_text_that_says_only_that_it_failed(string text) =>
        Assert.Contains("no cause", FailureText.Fault(Encoding.UTF8.GetBytes(text)), StringComparison.Ordinal);

    [Fact]
    public void Refuses_a_cause_that_comes_after_what_is_shown() =>
        Assert.NotNull(FailureText.Fault(Encoding.UTF8.GetBytes(new string('\n', 1024) + "ValueError: row 3")));

    [Fact]
    public void Tells_apart_no_file_an_empty_one_and_bytes()
    {
        Assert.Contains("there is no", FailureText.Fault(null), StringComparison.Ordinal);
        Assert.Contains("empty", FailureText.Fault(ReadOnlyMemory<byte>.Empty), StringComparison.Ordinal);
        Assert.Contains("UTF-8", FailureText.Fault(new byte[] { 0xff, 0xfe, 0x41 }), StringComparison.Ordinal);
    }

    [Fact]
    public void Is_quick_on_a_hostile_text() =>
        Assert.NotNull(FailureText.Fault(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("process ", 100_000)))));
}
