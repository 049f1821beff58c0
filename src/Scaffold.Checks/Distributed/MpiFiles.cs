using System.Text;
using Scaffold.Checks.Image;
using Scaffold.Engine;

namespace Scaffold.Checks.Distributed;

/// <summary>What an image must have so that MPI starts processes on other hosts (DST-07).</summary>
/// <param name="broken">What a lack comes to.</param>
internal sealed class MpiFiles(ImagePrograms programs, IImageFiles files, Outcome broken)
{
    private const int FileLimit = 64 << 10, MostFiles = 100;
    private const string Ssh = "/root/.ssh";

    /// <summary>The image has mpirun or mpiexec.</summary>
    public async Task<bool> UsesMpiAsync(CancellationToken ct) => await HasAsync("mpirun", ct) || await HasAsync("mpiexec", ct);

    public async Task JudgeAsync(Tally tally, CancellationToken ct)
    {
        if (!await HasAsync("/usr/sbin/sshd", ct))
            tally.Add(broken, "There is no /usr/sbin/sshd", "Install openssh-server: the leader starts processes on the other hosts over SSH.");
        else if (await files.StatAsync("/var/run/sshd", ct) is not { IsDirectory: true })
            tally.Add(broken, "There is no folder /var/run/sshd, without which sshd does not start", "RUN mkdir -p /var/run/sshd.");
        if (!await HasAsync("ssh", ct))
            tally.Add(broken, "There is no ssh on the image's PATH", "Install openssh-client.");
        await KeysAsync(tally, ct);
        if (!await AsksNoHostKeyAsync(ct))
            tally.Add(broken, "Nothing sets StrictHostKeyChecking no: ssh would ask about each unknown host", "Add `StrictHostKeyChecking no` to /etc/ssh/ssh_config or /root/.ssh/config.");
    }

    private async Task KeysAsync(Tally tally, CancellationToken ct)
    {
        const string Fix = "RUN ssh-keygen -q -t ed25519 -N '' -f /root/.ssh/id_ed25519 && cp /root/.ssh/id_ed25519.pub /root/.ssh/authorized_keys.";
        var keys = (await files.ListAsync(Ssh, MostFiles, ct)).Where(name => name.EndsWith(".pub", StringComparison.Ordinal)).ToList();
        var authorized = await TextAsync($"{Ssh}/authorized_keys", ct);
        if (keys.Count == 0)
            tally.Add(broken, $"root has no key pair in {Ssh}", Fix);
        else if (!await AnyAsync(keys, async key => KeyOf(await TextAsync($"{Ssh}/{key}", ct)) is { Length: > 0 } text && authorized.Contains(text, StringComparison.Ordinal)))
            tally.Add(broken, $"None of root's keys ({string.Join(", ", keys)}) is in {Ssh}/authorized_keys", Fix);
    }

    private async Task<bool> AsksNoHostKeyAsync(CancellationToken ct)
    {
        var more = (await files.ListAsync("/etc/ssh/ssh_config.d", MostFiles, ct)).Select(name => $"/etc/ssh/ssh_config.d/{name}");
        return await AnyAsync(["/etc/ssh/ssh_config", $"{Ssh}/config", .. more], async path =>
            SshConfig.ValueOf(await TextAsync(path, ct), "StrictHostKeyChecking", "algo-2")?.ToLowerInvariant() is "no" or "off" or "accept-new");
    }

    private async Task<bool> HasAsync(string program, CancellationToken ct) => await programs.FindAsync(program, ct) is not null;

    private async Task<string> TextAsync(string path, CancellationToken ct) => Encoding.UTF8.GetString(await files.ReadAsync(path, FileLimit, ct) ?? []);

    private static async Task<bool> AnyAsync(IEnumerable<string> paths, Func<string, Task<bool>> test)
    {
        foreach (var path in paths)
        {
            if (await test(path))
                return true;
        }
        return false;
    }

    // Of "ssh-ed25519 AAAA… comment" the key.
    private static string? KeyOf(string line) => line.Split(' ', 3) is [_, var key, ..] ? key.Trim() : null;
}
