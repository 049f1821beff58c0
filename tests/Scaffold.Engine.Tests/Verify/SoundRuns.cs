using Scaffold.Checks.Verification;

namespace Scaffold.Tests.Verify;

/// <summary>Verifications of the sound images, for the uses that their verify.json declares.</summary>
public sealed class SoundRuns() : VerificationRuns(SoundImage.Names, atOnce: 2, more: 1)
{
    protected override VerifyRequest Prepare(string name, string folder)
    {
        FolderCopy.Write(SoundImage.Of(name).Folder, folder);
        return new();
    }
}
