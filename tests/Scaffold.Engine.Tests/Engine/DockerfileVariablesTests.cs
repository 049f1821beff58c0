using Scaffold.Engine.Processes;

namespace Scaffold.Tests.Engine;

public sealed class DockerfileVariablesTests
{
    [Fact]
    public void Reads_the_plain_values_of_the_last_stage()
    {
        var variables = DockerfileVariables.Read("FROM a AS b\nENV LOST=1\nFROM c\r\n  # ENV NOT=1\nENV PATH=/x:$PATH \\\n  # between\n    ONE=1 TWO=\"two words\" \\\n    THREE='3'\nenv SAGEMAKER_PROGRAM=train.py\nRUN echo ENV=no\n");

        Assert.Equal(new Dictionary<string, string> { ["ONE"] = "1", ["TWO"] = "two words", ["THREE"] = "3", ["SAGEMAKER_PROGRAM"] = "train.py" }, variables);
    }
}
