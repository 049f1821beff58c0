using System.Text.RegularExpressions;

namespace Scaffold.Checks.Static;

/// <summary>Tells settings that hold a secret, by their name or by the look of their value.</summary>
internal static partial class SecretNames
{
    /// <summary>True when a setting of that name and value gives a secret away.</summary>
    public static bool Give(string name, string value) =>
        value.Length > 0 && (Looks().IsMatch(value) || (Names(name) && !Plain().IsMatch(value)));

    /// <summary>True when a setting of that name holds a secret, whatever its value.</summary>
    public static bool Names(string name) => Name().IsMatch(name);

    [GeneratedRegex("(^|_)(TOKEN|PASSWORD|PASSWD|SECRET|SECRET_KEY|(SECRET_)?ACCESS_KEY|API_?KEY|PRIVATE_KEY|CREDENTIALS?)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    /// <summary>AWS, GitHub and Hugging Face keys, private keys, passwords in URLs.</summary>
    [GeneratedRegex(@"\b(AKIA|ASIA)[A-Z0-9]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36}|\bhf_[A-Za-z0-9]{30}|-----BEGIN [A-Z ]*PRIVATE KEY|://[^/\s:@]+:[^/\s@$]+@")]
    private static partial Regex Looks();

    /// <summary>No secret: numbers, switches, special tokens of a vocabulary such as <c>[PAD]</c>, file names.</summary>
    [GeneratedRegex(@"^([\d.]+|true|false|yes|no|none|null|<[^>]*>|\[[^\]]*\]|/(etc|mnt|opt|root|run|tmp|usr|var)/[\w./-]+)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Plain();
}
