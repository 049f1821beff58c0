using System.Text;
using Scaffold.Checks.Adoption;

namespace Scaffold.Tests.Regeneration;

/// <summary>What an adoption mends in the owner's files, and what it leaves alone.</summary>
public sealed class AdoptMendTests : IDisposable
{
    private const string Proxy = "http {\n  server {\n    listen 8080;\n    location / {\n      proxy_pass http://x;\n    }\n  }\n}\n";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("ENTRYPOINT python3 /opt/program/serve", "ENTRYPOINT [\"python3\", \"/opt/program/serve\"]")]
    [InlineData("entrypoint exec gunicorn  'my app:app'", "entrypoint [\"gunicorn\", \"my app:app\"]")]
    [InlineData("ENTRYPOINT python3 \\\n  serve.py", "ENTRYPOINT [\"python3\", \"serve.py\"]")]
    [InlineData("ENTRYPOINT ['python3', 'serve.py']", "ENTRYPOINT [\"python3\", \"serve.py\"]")]
    [InlineData("CMD python3 serve.py", "CMD [\"python3\", \"serve.py\"]")]
    public async Task Plain_words_become_exec_form(string instruction, string mended)
    {
        var text = await MendedAsync("Dockerfile", $"FROM python:3.13\n{instruction}\n");

        Assert.Equal($"FROM python:3.13\n{mended}\n", text);
    }

    [Theory]
    [InlineData("ENTRYPOINT python3 $PROGRAM")]
    [InlineData("ENTRYPOINT nginx && gunicorn app:app")]
    [InlineData("ENTRYPOINT PORT=8080 python3 serve.py")]
    [InlineData("ENTRYPOINT python3 strict.py")] // it would stop at the word serve
    public async Task Where_a_shell_may_be_wanted_nothing_is_changed(string instruction)
    {
        _folder.Write("strict.py", "import argparse\nargparse.ArgumentParser().parse_args()\n");

        Assert.Null(await MendedAsync("Dockerfile", $"FROM python:3.13\n{instruction}\n"));
    }

    [Theory]
    [InlineData("    listen 8080;\n", "    listen 8080;\n    client_max_body_size 5M;\n", "client_max_body_size 5M", "client_max_body_size 1g")]
    [InlineData("http {\n", "http {\n  client_max_body_size 20m; # large\n", "client_max_body_size 20m; # large", "client_max_body_size 1g; # large")]
    [InlineData("    listen 8080;\n", "    listen 8080;\n", "  server {\n", "  server {\n    proxy_read_timeout 3600s;\n    client_max_body_size 1g;\n")]
    public async Task Nginx_takes_what_the_platform_sends(string at, string put, string before, string after)
    {
        _folder.Write("Dockerfile", "FROM python:3.13\n");
        var text = Proxy.Replace(at, put, StringComparison.Ordinal);

        var mended = await MendedAsync("app/nginx.conf", text);

        Assert.Contains(after, mended, StringComparison.Ordinal);
        Assert.Contains("proxy_read_timeout 3600s;", mended, StringComparison.Ordinal);
        Assert.Equal(text.Replace(before, after, StringComparison.Ordinal).Replace("    proxy_read_timeout 3600s;\n", "", StringComparison.Ordinal), mended!.Replace("    proxy_read_timeout 3600s;\n", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Limits_that_suffice_and_line_ends_stay()
    {
        _folder.Write("Dockerfile", "FROM python:3.13\n");
        var text = Proxy.Replace("    listen 8080;\n", "    listen 8080;\n    client_max_body_size 0;\n", StringComparison.Ordinal).ReplaceLineEndings("\r\n");

        var mended = await MendedAsync("nginx.conf", text);

        Assert.Equal(text.Replace("  server {\r\n", "  server {\r\n    proxy_read_timeout 3600s;\r\n", StringComparison.Ordinal), mended);
    }

    [Fact]
    public async Task A_mark_and_carriage_returns_leave_entry_scripts()
    {
        _folder.Write("Dockerfile", "FROM python:3.13\nENV PYTHONUNBUFFERED=1\nCOPY --chmod=755 src/ /opt/program/\n");

        var mended = await MendedAsync("src/train", "\uFEFF#!/usr/bin/env python3\r\nprint()\r\n");

        Assert.Equal("#!/usr/bin/env python3\nprint()\n", mended);
    }

    [Theory]
    [InlineData("#!/bin/sh\nset -e\ngunicorn --bind 0.0.0.0:8080 app:app\n", "#!/bin/sh\nset -e\nexec gunicorn --bind 0.0.0.0:8080 app:app\n")]
    [InlineData("#!/bin/bash\nnginx &\ngunicorn app:app\n", "#!/bin/bash\nnginx &\nexec gunicorn app:app\n")]
    [InlineData("#!/bin/sh\ngunicorn app:app &\nnginx -g 'daemon off;'\n", null)]
    [InlineData("#!/bin/sh\nif true\nthen\n  gunicorn app:app\nfi\n", null)]
    [InlineData("#!/bin/sh\ncd /srv && gunicorn app:app\n", null)]
    [InlineData("#!/bin/sh\ngunicorn \\\n  app:app\n", null)]
    public async Task A_last_plain_command_takes_the_shells_place(string script, string? expected)
    {
        _folder.Write("Dockerfile", "FROM python:3.13\nCOPY --chmod=755 serve /opt/program/\n");

        Assert.Equal(expected, await MendedAsync("serve", script));
    }

    [Theory]
    [InlineData("FROM python:3.13\nCOPY src/ /opt/program/", "FROM python:3.13\nCOPY src/ /opt/program/\nENV PYTHONUNBUFFERED=1\n")]
    [InlineData("FROM python:3.13\nENV A=1 \\\n    B=2\nCOPY src/ /opt/program/\n", "FROM python:3.13\nENV A=1 \\\n    B=2\nENV PYTHONUNBUFFERED=1\nCOPY src/ /opt/program/\n")]
    [InlineData("FROM python:3.13\r\nCOPY src/ /opt/program/\r\nCMD [\"serve\"]\r\n", "FROM python:3.13\r\nCOPY src/ /opt/program/\r\nENV PYTHONUNBUFFERED=1\r\nCMD [\"serve\"]\r\n")]
    public async Task Python_is_set_unbuffered(string dockerfile, string expected)
    {
        _folder.Write("src/train", "#!/usr/bin/env python3\n", executable: true);

        Assert.Equal(expected.TrimEnd('\n'), (await MendedAsync("Dockerfile", dockerfile))?.TrimEnd('\n'));
    }

    /// <returns>Null where it is left alone.</returns>
    private async Task<string?> MendedAsync(string file, string text)
    {
        _folder.Write(file, text);
        var plan = await Adopter.PlanAsync(_folder.Path, new Dictionary<string, string>(), TestContext.Current.CancellationToken);
        Assert.All(plan.Gaps.Where(gap => plan.Mends.Any(mend => mend.Check == gap.Check.Id)), gap => Assert.True(gap.IsMended || gap.IsMendedInPart, gap.Left.Message));
        return plan.Update.Files.SingleOrDefault(change => change.Path == file)?.Write is { } written ? Encoding.UTF8.GetString(written.Content.Span) : null;
    }
}
