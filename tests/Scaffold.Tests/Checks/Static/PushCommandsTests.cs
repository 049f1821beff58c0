using Scaffold.Checks.Static;

namespace Scaffold.Tests.Checks.Static;

public class PushCommandsTests
{
    [Theory]
    [InlineData("docker buildx build --push -t x .", 1)]
    [InlineData("docker build --push -t x .", 1)]
    [InlineData("docker buildx build \\\n  -t x \\\n  --push .", 1)]
    [InlineData("docker buildx build --output type=registry -t x .", 1)]
    [InlineData("docker buildx build --push --provenance=false --platform linux/amd64,linux/arm64 .", 1)]
    [InlineData("docker buildx build --push --provenance=false --sbom=true .", 1)]
    [InlineData("docker buildx build --provenance=false --output type=image,push=true,oci-mediatypes=true .", 1)]
    [InlineData("docker buildx build --push --provenance=false .", 0)]
    [InlineData("docker buildx build --push --provenance false --sbom=false --platform linux/amd64 .", 0)]
    [InlineData("export BUILDX_NO_DEFAULT_ATTESTATIONS=1\ndocker buildx build --push .", 0)]
    [InlineData("docker build -t x . && docker push x", 0)]
    [InlineData("docker buildx build --load -t x .\ngit push --push", 0)]
    [InlineData("# docker buildx build --push -t x .", 0)]
    [InlineData("- uses: docker/build-push-action@v6\n  with:\n    push: true", 1)]
    [InlineData("- uses: docker/build-push-action@v6\n  with:\n    push: true\n    provenance: false", 0)]
    [InlineData("- uses: docker/build-push-action@v6\n  with:\n    load: true", 0)]
    public void Finds_pushes_that_make_an_index(string text, int count) => Assert.Equal(count, PushCommands.In(text, "push.sh").Count());

    [Fact]
    public void Says_where() => Assert.Equal(new("push.sh", 3), PushCommands.In("#!/bin/sh\n\ndocker buildx build --push .", "push.sh").Single().At);
}
