using Scaffold.Checks.Training;

namespace Scaffold.Tests.Verify;

public sealed class WritesTests
{
    [Theory]
    [InlineData("/opt /opt/ml /opt/ml/model /tmp/a /root/.cache/x /run/lock /var /var/tmp /var/tmp/b /dev/shm", "")]
    [InlineData("/opt /opt/program /opt/program/cache /opt/program/cache/a.bin", "/opt/program/cache/a.bin")]
    [InlineData("/opt/program/__pycache__ /opt/program/__pycache__/a.pyc", "")]
    [InlineData("/optional /tmpfile /opt/mlx", "/optional /tmpfile /opt/mlx")]
    [InlineData("/opt", "")] // a mount point was made below it
    [InlineData("/data", "/data")]
    public void Outside_is_what_is_nobodys_place(string changes, string outside) =>
        Assert.Equal(outside.Split(' ', StringSplitOptions.RemoveEmptyEntries), WritesStayInTheirPlaces.Outside(changes.Split(' ')));
}
