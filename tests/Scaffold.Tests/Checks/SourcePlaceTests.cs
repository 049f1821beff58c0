using Scaffold.Checks;
using Scaffold.Checks.Image;
using Scaffold.Checks.Static;

namespace Scaffold.Tests.Checks;

public class SourcePlaceTests
{
    private static async Task<IEnumerable<string>> PlacesOf(ICheck check, string dockerfile) =>
        (await Repository.JudgeAsync(check, dockerfile)).Places.Select(place => place.ToString());

    [Fact]
    public async Task A_fault_of_the_Dockerfile_names_its_lines()
    {
        Assert.Equal(["Dockerfile(2)"], await PlacesOf(new UserStaysRoot(), "FROM a:1\nUSER app"));
        Assert.Equal(["Dockerfile(3)"], await PlacesOf(new EntrypointIsExecForm(), "FROM a:1\n\nENTRYPOINT serve"));
        Assert.Equal(["Dockerfile(2)"], await PlacesOf(new EntrypointIsNoInit(), "FROM a:1\nENTRYPOINT [\"tini\", \"--\"]"));
        Assert.Equal(["Dockerfile(2)", "Dockerfile(3)"], await PlacesOf(new ReservedFoldersStayFree(), "FROM a:1\nCOPY m /opt/ml/model\nRUN mkdir /opt/ml/input"));
        Assert.Equal(["Dockerfile(2)"], await PlacesOf(new NoSecretsAreBaked(), "FROM a:1\nENV HF_TOKEN=abcdef"));
        Assert.Equal(["Dockerfile(1)"], await PlacesOf(new BaseImagesFitThePlatform(), "FROM a"));
    }

    [Fact]
    public async Task What_passes_has_none() => Assert.Empty(await PlacesOf(new UserStaysRoot(), "FROM a:1\nUSER root"));

    [Fact]
    public async Task A_fault_of_a_proxy_or_server_names_its_file()
    {
        using var repository = new Repository("FROM a:1")
            .With("container/nginx.conf", "daemon off;\nserver {\n  client_max_body_size 1m; proxy_buffering off; proxy_read_timeout 1h;\n}")
            .With("container/serve", "#!/bin/sh\nexec gunicorn app");

        Assert.Equal([new("container/nginx.conf", 3), new("container/serve", 2)], (await repository.JudgeAsync(new ProxyFitsTheLimits())).Places);
    }

    [Fact]
    public async Task A_fault_of_a_file_that_only_the_image_has_names_none()
    {
        var image = new ImageInMemory(new("", "linux", "amd64", 1)).With("/usr/local/bin/serve", "#!/bin/sh\nexec gunicorn app");

        var finding = await new ProxyFitsTheLimits().RunAsync(image.Subject(), TestContext.Current.CancellationToken);

        Assert.Equal(Outcome.Fail, finding.Outcome);
        Assert.Empty(finding.Places);
    }

    [Fact]
    public async Task An_entry_script_of_the_image_is_found_in_the_repository_by_its_content()
    {
        const string Text = "#!/bin/sh\nset -e\npython3 train.py\r\n";
        var image = new ImageInMemory(new("", "linux", "amd64", 1)).With("/bin/sh").With("/usr/bin/train", Text).With("/usr/bin/serve", "#!/bin/sh\nexec x");
        using var repository = new Repository("FROM a:1\nRUN chmod +x train") { Engine = image }.With("container/train", Text).With("serve", "#!/bin/sh\nexec y");

        Assert.Equal([new("container/train", 3)], (await repository.JudgeAsync(new EntryScriptsAreWellFormed(), "image")).Places);
        Assert.Equal([new("container/train", 3)], (await repository.JudgeAsync(new EntryScriptsAreExecutable(), "image")).Places);
    }
}
