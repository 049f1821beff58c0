using System.Text;
using Scaffold.Core.Planning;
using Scaffold.Core.Regeneration;

namespace Scaffold.Tests.Regeneration;

public sealed class TreeMergeTests
{
    private const string Long = "one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\n";

    // pristine, owner's, today's; null for none.
    [Theory]
    [InlineData("a\n", "a\n", "a\n", "Clean", null)]
    [InlineData("a\n", "a\n", "b\n", "Updated", "b\n")]
    [InlineData("a\n", "mine\n", "a\n", "Kept", null)]
    [InlineData("a\n", "b\n", "b\n", "Clean", null)]
    [InlineData("a\n", null, "b\n", "Kept", null)]
    [InlineData("a\n", null, "a\n", "Kept", null)]
    [InlineData(null, null, "b\n", "Added", "b\n")]
    [InlineData(null, "b\n", "b\n", "Clean", null)]
    [InlineData("a\n", "a\n", null, "Removed", null)]
    [InlineData("a\n", null, null, "Clean", null)]
    [InlineData("a\n", "mine\n", null, "Conflict", null)]
    [InlineData("a\n", "a\r\n", "b\n", "Updated", "b\r\n")]
    [InlineData("a\n", "a\r\n", "a\n", "Clean", null)]
    public void A_file_is_what_both_sides_made_of_it(string? pristine, string? owner, string? today, string expected, string? written)
    {
        var change = Assert.Single(Merge(Tree(pristine), Tree(owner), Tree(today)));

        Assert.Equal(expected, change.Class.ToString());
        Assert.Equal(written, Text(change.Write));
        Assert.Equal(expected is "Removed" ? "file" : null, change.Delete);
    }

    [Fact]
    public void Changes_in_different_places_are_merged()
    {
        var change = Assert.Single(Merge(Tree(Long), Tree(Long.Replace("two", "mine", StringComparison.Ordinal)), Tree(Long.Replace("seven", "theirs", StringComparison.Ordinal))));

        Assert.Equal((FileClass.Merged, "one\nmine\nthree\nfour\nfive\nsix\ntheirs\neight\n"), (change.Class, Text(change.Write)));
    }

    [Fact]
    public void Changes_in_one_place_are_marked_with_the_names_of_both()
    {
        var change = Assert.Single(Merge(Tree(Long), Tree(Long.Replace("two", "mine", StringComparison.Ordinal)), Tree(Long.Replace("two", "theirs", StringComparison.Ordinal))));

        Assert.Equal(FileClass.Conflict, change.Class);
        Assert.Contains("<<<<<<< yours\nmine\n=======\ntheirs\n>>>>>>> template 9\n", Text(change.Write), StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_owner_changed_goes_along_when_the_template_moves_a_file()
    {
        var changes = Merge(
            new() { ["old/a"] = Long },
            new() { ["old/a"] = Long.Replace("two", "mine", StringComparison.Ordinal) },
            new() { ["new/b"] = Long.Replace("seven", "theirs", StringComparison.Ordinal) });

        var change = Assert.Single(changes);
        Assert.Equal((FileClass.Renamed, "old/a", "new/b", "old/a"), (change.Class, change.From, change.Path, change.Delete));
        Assert.Equal("one\nmine\nthree\nfour\nfive\nsix\ntheirs\neight\n", Text(change.Write));
    }

    [Fact]
    public void A_file_that_its_owner_moved_first_is_found_there()
    {
        var change = Assert.Single(Merge(
            new() { ["a"] = Long },
            new() { ["b"] = Long.Replace("two", "mine", StringComparison.Ordinal) },
            new() { ["b"] = Long.Replace("seven", "theirs", StringComparison.Ordinal) }));

        Assert.Equal((FileClass.Merged, "one\nmine\nthree\nfour\nfive\nsix\ntheirs\neight\n"), (change.Class, Text(change.Write)));
    }

    [Fact]
    public void What_is_not_text_is_never_merged()
    {
        var change = Assert.Single(Merge(Tree("a\0"), Tree("mine\0"), Tree("theirs\0")));

        Assert.Equal((FileClass.Conflict, null), (change.Class, change.Write));
    }

    [Fact]
    public void Each_side_may_change_the_exec_bit()
    {
        static OwnerFile Owner(bool executable) => new(Encoding.UTF8.GetBytes("#!/bin/sh\n"), executable);

        var pristine = new Dictionary<string, ReadOnlyMemory<byte>> { ["file"] = Encoding.UTF8.GetBytes("#!/bin/sh\n") };
        PlannedFile changed = new("file", Encoding.UTF8.GetBytes("#!/bin/sh\nexit\n"), Executable: true), plain = new("file", Encoding.UTF8.GetBytes("plain\n"), Executable: false);

        Assert.Equal([true, false, false], new[] { Written(Owner(true), changed), Written(Owner(false), changed), Written(Owner(true), plain) });

        bool Written(OwnerFile owner, PlannedFile today) =>
            new TreeMerge(pristine, _ => owner, new("yours", "template 9")).Plan([today])[0].Write!.Executable;
    }

    [Fact]
    public void A_link_or_folder_is_never_written_over()
    {
        var pristine = new Dictionary<string, ReadOnlyMemory<byte>> { ["file"] = "a\n"u8.ToArray() };

        var changes = new TreeMerge(pristine, _ => new(default, false, IsReplaced: true), new("yours", "template 9")).Plan([new("file", "b\n"u8.ToArray(), false)]);

        Assert.Equal([(FileClass.Kept, (PlannedFile?)null)], changes.Select(change => (change.Class, change.Write)));
    }

    private static Dictionary<string, string> Tree(string? text) => text is null ? [] : new() { ["file"] = text };

    private static string? Text(PlannedFile? file) => file is null ? null : Encoding.UTF8.GetString(file.Content.Span);

    private static IReadOnlyList<FileChange> Merge(Dictionary<string, string> pristine, Dictionary<string, string> owner, Dictionary<string, string> today) =>
        new TreeMerge(
            pristine.ToDictionary(file => file.Key, file => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(file.Value)),
            path => owner.TryGetValue(path, out var text) ? new(Encoding.UTF8.GetBytes(text), Executable: false) : null,
            new("yours", "template 9"))
            .Plan([.. today.Select(file => new PlannedFile(file.Key, Encoding.UTF8.GetBytes(file.Value), Executable: false))]);
}
