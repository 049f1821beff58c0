using Scaffold.Core.Parameters;

namespace Scaffold.Core.Planning;

/// <summary>Which files a repository has, by what its image does and what is around it.</summary>
internal static class Parts
{
    public static bool Has(Answers answers, string path)
    {
        return path switch
        {
            "container/training/ranks.py" => answers.Trains && answers["distribution"] is not "none",
            "container/training/hostname.c" => answers.Trains && answers["distribution"] is "mpi",
            "container/training/torchrun.py" or "container/training/mpi.py" or "container/training/parameter_server.py" =>
                answers.Trains && path == $"container/training/{answers["distribution"].Replace('-', '_')}.py",
            "container/train" => answers.Trains && answers.HasLauncher,
            _ when Under("container/training/") => answers.Trains && (answers.HasLauncher || path.EndsWith("requirements.txt", StringComparison.Ordinal)),
            _ when Under("code/") || Under("container/train/") || Under("samples/data/") => answers.Trains,
            "container/requirements.txt" => true,
            _ when Under("container/posix/") || Under("container/model/") => true,
            _ when Under("container/") || Under("samples/requests/") || Under("samples/expected/") => answers.Serves,
            _ when Under("samples/model/") => !answers.Trains,
            _ when Under(".github/") => answers["ci"] is "github",
            _ when Under(".config/") => answers["tool"] is "pinned",
            _ => true,
        };

        bool Under(string folder) => path.StartsWith(folder, StringComparison.Ordinal);
    }
}
