namespace Scaffold.Tests.Regeneration;

/// <summary>The lines of a merged text with every conflict settled for the owner, and for the template.</summary>
internal sealed record MergeSides(IReadOnlyList<string> Ours, IReadOnlyList<string> Theirs)
{
    public static MergeSides Of(string text)
    {
        List<string> ours = [], theirs = [];
        var (isOurs, isTheirs) = (true, true);
        foreach (var line in text.Split('\n')[..^1])
        {
            if (line is "<<<<<<< yours")
                isTheirs = false;
            else if (line is "=======")
                (isOurs, isTheirs) = (false, true);
            else if (line is ">>>>>>> template")
                isOurs = true;
            else
                Add(line);
        }
        return new(ours, theirs);

        void Add(string line)
        {
            if (isOurs)
                ours.Add(line);
            if (isTheirs)
                theirs.Add(line);
        }
    }

    public bool AreAs(MergeSides other) => Ours.SequenceEqual(other.Ours) && Theirs.SequenceEqual(other.Theirs);
}
