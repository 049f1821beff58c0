namespace Launcher.Python;

/// <summary>A whole number of any size, kept as its digits: nobody here calculates with it.</summary>
internal readonly record struct Whole(string Digits)
{
    public static implicit operator Whole(int number) => new(number.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public override string ToString() => Digits;
}
