using Scaffold.Checks;
using Scaffold.Checks.Static;
using Scaffold.Engine;

namespace Scaffold.Tests.Checks.Static;

public class ProxyFitsTheLimitsTests
{
    private const string Dockerfile = "FROM a:1\nRUN pip install gunicorn\nCMD [\"serve\"]";

    /// <summary>As AWS's own sample sets it, with other figures.</summary>
    private const string Nginx = """
        daemon off; # Prevent forking
        http {
          default_type application/octet-stream;
          server {
            listen 8080 deferred;
            client_max_body_size BODY;
            proxy_buffering off;
            location ~ ^/(ping|invocations) {
              proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
              proxy_read_timeout READ;
              proxy_pass http://gunicorn;
            }
            location / { client_max_body_size 1k; return 404 "{}"; }
          }
        }
        """;

    [Theory]
    [InlineData("5m", "3600s", Outcome.Fail)]
    [InlineData("6291456", "3600s", Outcome.Fail)]
    [InlineData("1g", "30", Outcome.Fail)]
    [InlineData("1g", "500ms", Outcome.Fail)]
    [InlineData("25m", "3600s", Outcome.Warn)]
    [InlineData("100M", "1h", Outcome.Warn)]
    [InlineData("1g", "60s", Outcome.Warn)]
    [InlineData("1g", "10m", Outcome.Warn)]
    [InlineData("0", "1h 10m", Outcome.Pass)]
    [InlineData("1G", "3600", Outcome.Pass)]
    public async Task Judges_the_location_that_takes_invocations(string body, string read, Outcome expected)
    {
        using var repository = new Repository(Dockerfile).With("container/nginx.conf", Nginx.Replace("BODY", body, StringComparison.Ordinal).Replace("READ", read, StringComparison.Ordinal));

        Assert.Equal(expected, (await repository.JudgeAsync(new ProxyFitsTheLimits())).Outcome);
    }

    [Theory]
    [InlineData("25m", "3600s", Profile.Batch, Outcome.Fail)]
    [InlineData("100m", "600s", Profile.Batch, Outcome.Warn)]
    [InlineData("100m", "3600s", Profile.Async, Outcome.Fail)]
    [InlineData("1g", "600s", Profile.Async, Outcome.Fail)]
    [InlineData("1g", "60s", Profile.Batch, Outcome.Fail)]
    [InlineData("1g", "3600s", Profile.Batch | Profile.Async | Profile.Streaming, Outcome.Pass)]
    public async Task Fails_below_the_limits_of_a_declared_use(string body, string read, Profile use, Outcome expected)
    {
        using var repository = new Repository(Dockerfile) { Profiles = Profile.Serve | use }
            .With("container/nginx.conf", Nginx.Replace("BODY", body, StringComparison.Ordinal).Replace("READ", read, StringComparison.Ordinal));

        Assert.Equal(expected, (await repository.JudgeAsync(new ProxyFitsTheLimits())).Outcome);
    }

    [Fact]
    public async Task Answers_held_back_fail_where_streaming_is_declared()
    {
        using var repository = new Repository(Dockerfile) { Profiles = Profile.Serve | Profile.Streaming }
            .With("nginx.conf", Nginx.Replace("proxy_buffering off;", "", StringComparison.Ordinal).Replace("BODY", "1g", StringComparison.Ordinal).Replace("READ", "1h", StringComparison.Ordinal));

        Assert.Equal(Outcome.Fail, (await repository.JudgeAsync(new ProxyFitsTheLimits())).Outcome);
    }

    [Theory]
    [InlineData("client_max_body_size BODY;", "", Outcome.Fail)] // nginx's default is 1m
    [InlineData("proxy_read_timeout READ;", "", Outcome.Warn)] // and 60 s
    [InlineData("proxy_buffering off;", "", Outcome.Warn)]
    [InlineData("daemon off;", "", Outcome.Warn)]
    public async Task Judges_what_is_left_out(string setting, string instead, Outcome expected)
    {
        var text = Nginx.Replace(setting, instead, StringComparison.Ordinal).Replace("BODY", "1g", StringComparison.Ordinal).Replace("READ", "3600s", StringComparison.Ordinal);
        using var repository = new Repository(Dockerfile).With("nginx.conf", text);

        Assert.Equal(expected, (await repository.JudgeAsync(new ProxyFitsTheLimits())).Outcome);
    }

    [Fact]
    public async Task Daemon_off_may_be_said_on_the_command_line()
    {
        var text = Nginx.Replace("daemon off;", "", StringComparison.Ordinal).Replace("BODY", "1g", StringComparison.Ordinal).Replace("READ", "3600s", StringComparison.Ordinal);
        using var repository = new Repository(Dockerfile).With("nginx.conf", text).With("serve", "#!/bin/sh\nexec nginx -g 'daemon off;'");

        Assert.Equal(Outcome.Pass, (await repository.JudgeAsync(new ProxyFitsTheLimits())).Outcome);
    }

    [Fact]
    public async Task An_included_server_inherits_from_the_file_around_it()
    {
        using var repository = new Repository(Dockerfile)
            .With("nginx/nginx.conf", "daemon off;\nhttp {\n client_max_body_size 0; proxy_read_timeout 3600s; proxy_buffering off;\n include /etc/nginx/conf.d/*.conf;\n}")
            .With("nginx/conf.d/app.conf", "server { listen 8080; location / { proxy_pass http://a; } }");

        Assert.Equal(Outcome.Pass, (await repository.JudgeAsync(new ProxyFitsTheLimits())).Outcome);
    }

    [Fact]
    public async Task The_emitted_configuration_passes()
    {
        var template = await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Path, "templates", "common", "container", "nginx.conf.scriban"), TestContext.Current.CancellationToken);
        using var repository = new Repository(Dockerfile).With("container/nginx.conf", string.Join('\n', template.Split('\n').Where(line => !line.StartsWith("{{", StringComparison.Ordinal))));

        var finding = await repository.JudgeAsync(new ProxyFitsTheLimits());

        Assert.Equal(Outcome.Pass, finding.Outcome);
        Assert.Equal("""{"bodyBytes":1073741824,"proxySeconds":3600}""", finding.Measured.ToJsonString());
    }

    [Theory]
    [InlineData("gunicorn.conf.py", "timeout = 30", Outcome.Fail)]
    [InlineData("gunicorn.conf.py", "bind = 'x'", Outcome.Fail)] // gunicorn's default is 30 s
    [InlineData("gunicorn.conf.py", "bind = 'x'\nworker_class = \"gthread\"", Outcome.Pass)]
    [InlineData("gunicorn.conf.py", "timeout = 60", Outcome.Warn)]
    [InlineData("gunicorn.conf.py", "timeout = int(os.environ.get('T', 3600))", Outcome.Pass)]
    [InlineData("gunicorn.conf.py", "timeout = settings.timeout", Outcome.Pass)]
    [InlineData("gunicorn.conf.py", "timeout = 0", Outcome.Pass)]
    [InlineData("serve", "import gunicorn_config\nsubprocess.run(['gunicorn', '--timeout', '45', 'app'])", Outcome.Fail)]
    [InlineData("serve", "seconds = os.environ.get('T', 60)\nsubprocess.Popen(['gunicorn', '--timeout', str(seconds), 'app'])", Outcome.Warn)]
    [InlineData("serve", "exec gunicorn --timeout 3600 app", Outcome.Pass)]
    [InlineData("serve", "exec gunicorn -k gevent app", Outcome.Pass)]
    [InlineData("serve", "exec gunicorn --threads 8 app", Outcome.Pass)]
    [InlineData("serve", "# gunicorn would be an idea\nexec python3 app.py", Outcome.Pass)]
    [InlineData("README.md", "Start gunicorn app", Outcome.Pass)]
    public async Task Judges_gunicorn_where_it_can_be_read(string file, string text, Outcome expected)
    {
        using var repository = new Repository(Dockerfile).With("container/" + file, text);

        Assert.Equal(expected, (await repository.JudgeAsync(new ProxyFitsTheLimits())).Outcome);
    }

    [Fact]
    public async Task The_command_of_the_Dockerfile_counts()
    {
        using Repository repository = new("FROM a:1\nENTRYPOINT [\"gunicorn\", \"--timeout\", \"50\", \"app\"]");

        var finding = await repository.JudgeAsync(new ProxyFitsTheLimits());

        Assert.Equal(Outcome.Fail, finding.Outcome);
        Assert.StartsWith("Dockerfile(2): timeout 50 is shorter than the 60 s", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_alone_is_judged_by_the_files_on_its_path()
    {
        ImageConfig config = new("", "linux", "amd64", 1) { WorkingDirectory = "/opt/program", Environment = new Dictionary<string, string> { ["PATH"] = "/opt/program:/usr/bin" } };
        var image = new ImageInMemory(config).With("/usr/bin/nginx").With("/opt/program/nginx.conf", Nginx.Replace("BODY", "1m", StringComparison.Ordinal)).With("/etc/nginx/nginx.conf", "garbage {");

        var finding = await new ProxyFitsTheLimits().RunAsync(image.Subject(), TestContext.Current.CancellationToken);

        Assert.Equal(Outcome.Fail, finding.Outcome);
        Assert.StartsWith("/opt/program/nginx.conf(6): client_max_body_size 1m", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_distribution_s_nginx_counts_when_there_is_no_other()
    {
        var image = new ImageInMemory(new("", "linux", "amd64", 1)).With("/usr/sbin/nginx")
            .With("/etc/nginx/nginx.conf", "http { include /etc/nginx/sites-enabled/*; }")
            .With("/etc/nginx/sites-enabled/default", "server { listen 80; location / { proxy_pass http://a; } }");

        var finding = await new ProxyFitsTheLimits().RunAsync(image.Subject(), TestContext.Current.CancellationToken);

        Assert.Contains("client_max_body_size 1m (nginx's default)", finding.Message, StringComparison.Ordinal);
    }
}
