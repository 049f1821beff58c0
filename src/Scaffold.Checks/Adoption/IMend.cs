namespace Scaffold.Checks.Adoption;

/// <summary>Mends what one check finds, where the right change is beyond doubt.</summary>
internal interface IMend
{
    /// <summary>ID of the check.</summary>
    string Check { get; }

    /// <summary>The next change; null when nothing is left that this one mends. Asked again until then.</summary>
    Mend? Next(AdoptedFiles files, Finding finding);
}
