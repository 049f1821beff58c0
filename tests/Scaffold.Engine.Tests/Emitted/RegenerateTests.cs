using Scaffold.Tests.Regeneration;

namespace Scaffold.Tests.Emitted;

/// <summary>Repositories of earlier templates, with what their owners did to them, brought to today's: they still train and serve.</summary>
public sealed class RegenerateTests : IDisposable
{
    private const string Section = "\n## Ours\n\nWho to ask.\n";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [EngineFact]
    public async Task A_python_repository_keeps_its_edits_and_passes()
    {
        FormerRepository.WriteTo(_folder.Path, "python-1");
        Edit("container/predictor.py", "(model_dir / \"model.joblib\")\n", "(model_dir / \"model.joblib\")\n        self.team = \"ours\"\n");
        Edit("code/train.py", "def main() -> None:\n", "def main() -> None:\n    print(\"training for us\")\n");
        Edit("container/training/process.py", "TAIL = 8192\n", "TAIL = 16384  # ours\n");
        Edit("Dockerfile", "    PYTHONUNBUFFERED=1 \\\n", "    PYTHONUNBUFFERED=1 \\\n    TEAM=ours \\\n");
        Append("README.md");
        File.Delete(_folder["docker-bake.hcl"]);

        await RegenerateAsync("--verify", "--engine", "docker");

        Holds("container/predictor.py", "self.team = \"ours\"");
        Holds("code/train.py", "print(\"training for us\")");
        Holds("container/training/process.py", "TAIL = 16384  # ours", "An indented one is a detail of what stands above it");
        Holds("Dockerfile", "    TEAM=ours \\\n");
        Holds("README.md", Section);
        Holds("container/serving/media.py", "def ");
        Assert.False(File.Exists(_folder["docker-bake.hcl"]));
    }

    [EngineFact]
    public async Task A_csharp_repository_keeps_its_edits_and_passes()
    {
        FormerRepository.WriteTo(_folder.Path, "csharp-2");
        Edit("container/train/Failure.cs", "        7 => \"SIGBUS", "        8 => \"SIGFPE (signal 8): a division by zero\",\n        7 => \"SIGBUS");
        Edit("container/serve/Predictor.cs", "    public int Columns { get; }\n", "    /// <summary>Ours.</summary>\n    public int Columns { get; }\n");
        Append("README.md");

        await RegenerateAsync();
        (await Tool.RunAsync(_folder.Path, "verify", "--engine", "docker", "--only", "C-40,C-43,C-62,C-64")).Succeeded();

        Holds("container/train/Failure.cs", "SIGFPE (signal 8)", "An indented line is a detail of what stands above it");
        Holds("container/serve/Predictor.cs", "<summary>Ours.</summary>");
        Holds("README.md", Section);
    }

    private async Task RegenerateAsync(params string[] options)
    {
        var ran = await Tool.RunAsync(_folder.Path, ["regenerate", ".", .. options]);

        TestContext.Current.TestOutputHelper!.WriteLine(ran.Output + ran.Error);
        ran.Succeeded();
        Assert.DoesNotContain("conflict", ran.Output, StringComparison.Ordinal);
        (await Tool.RunAsync(_folder.Path, "regenerate", "--check")).Succeeded();
    }

    private void Edit(string file, string find, string put)
    {
        var text = File.ReadAllText(_folder[file]);
        Assert.Contains(find, text, StringComparison.Ordinal);
        File.WriteAllText(_folder[file], text.Replace(find, put, StringComparison.Ordinal));
    }

    private void Append(string file) => File.AppendAllText(_folder[file], Section);

    private void Holds(string file, params string[] texts)
    {
        var text = File.ReadAllText(_folder[file]);
        Assert.All(texts, expected => Assert.Contains(expected, text, StringComparison.Ordinal));
    }
}
