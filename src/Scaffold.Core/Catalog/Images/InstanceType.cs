namespace Scaffold.Core.Catalog.Images;

/// <summary>Where the image is to run, as the SageMaker SDK reads it: an instance type, or the local mode's words for a device.</summary>
internal sealed class InstanceType
{
    private InstanceType(string? text, string given, string option)
    {
        (Text, Given, Option) = (text, given, option);
        Family = FamilyOf(text ?? "");
        IsArm = IsArmFamily(Family);
    }

    /// <summary>As the SDK is told it: <c>local</c> stands for a CPU, <c>local_gpu</c> for a GPU. Null when left open.</summary>
    public string? Text { get; }

    /// <summary>As the caller wrote it, under <see cref="Option"/>.</summary>
    public string Given { get; }

    public string Option { get; }

    /// <summary>Such as <c>m5</c>; empty for what is not of the form <c>ml.family.size</c>.</summary>
    public string Family { get; }

    /// <summary>The SDK has a list of eight families; newer ones are told by the same naming rule AWS follows.</summary>
    public bool IsArm { get; }

    public static InstanceType Of(ImageRequest request) => request switch
    {
        { InstanceType: { } type } => new(type, type, "--instance-type"),
        { Device: null } => new(null, "", "--instance-type"),
        { Device: "cpu" } => new("local", "cpu", "--device"),
        { Device: "gpu" } => new("local_gpu", "gpu", "--device"),
        _ => throw ImageProblems.UnknownDevice(request.Device),
    };

    private static string FamilyOf(string text)
    {
        if (!text.StartsWith("ml.", StringComparison.Ordinal) && !text.StartsWith("ml_", StringComparison.Ordinal))
            return "";
        var end = 3;
        while (end < text.Length && (char.IsAsciiLetterLower(text[end]) || char.IsAsciiDigit(text[end]) || text[end] is '-'))
            end++;
        var size = text.AsSpan(end < text.Length && text[end] is '.' ? end + 1 : end);
        foreach (var c in size)
        {
            if (!char.IsLetterOrDigit(c) && c is not '_')
                return "";
        }
        return text[3..end];
    }

    // Series, generation, then the processor's letter: g is Graviton (m6g, r7gd, c7gn, g5g, im4gn). a1 was the first; GPUs named GB have Arm beside them.
    private static bool IsArmFamily(string family)
    {
        var series = family.TakeWhile(char.IsAsciiLetterLower).Count();
        var generation = family.Skip(series).TakeWhile(char.IsAsciiDigit).Count();
        return family is "a1" || family.Contains("-gb", StringComparison.Ordinal) || (series > 0 && generation > 0 && family.Skip(series + generation).FirstOrDefault() is 'g');
    }
}
