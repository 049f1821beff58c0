using Scaffold.Checks;
using Scaffold.Checks.Static;

namespace Scaffold.Tests.Checks.Static;

public class BaseImagesFitThePlatformTests
{
    [Theory]
    [InlineData("FROM python:3.13", Outcome.Pass)]
    [InlineData("FROM --platform=linux/amd64 python:3.13", Outcome.Pass)]
    [InlineData("FROM --platform=$TARGETPLATFORM python:3.13", Outcome.Pass)]
    [InlineData("FROM --platform=$BUILDPLATFORM sdk:10 AS build\nFROM aspnet:10", Outcome.Pass)]
    [InlineData("FROM --platform=linux/arm64 python:3.13", Outcome.Fail)]
    [InlineData("FROM --platform=$BUILDPLATFORM python:3.13", Outcome.Fail)]
    [InlineData("FROM --platform=linux/arm64 python:3.13 AS base\nFROM base", Outcome.Fail)]
    [InlineData("ARG P=linux/arm64\nFROM --platform=$P python:3.13", Outcome.Fail)]
    [InlineData("ARG P\nFROM --platform=$P python:3.13", Outcome.Warn)]
    [InlineData("FROM python", Outcome.Warn)]
    [InlineData("FROM python:latest", Outcome.Warn)]
    [InlineData("FROM registry.example:5000/python", Outcome.Warn)]
    [InlineData("FROM sdk AS build\nFROM aspnet:10", Outcome.Warn)]
    [InlineData("FROM python@sha256:abc", Outcome.Pass)]
    [InlineData("ARG TAG\nFROM python:$TAG", Outcome.Pass)]
    [InlineData("FROM scratch", Outcome.Pass)]
    [InlineData("FROM python:3 AS base\nFROM base", Outcome.Pass)]
    public async Task Judges_every_FROM(string lines, Outcome expected) =>
        Assert.Equal(expected, (await Repository.JudgeAsync(new BaseImagesFitThePlatform(), lines)).Outcome);

    [Fact]
    public async Task The_fix_keeps_the_registry() => Assert.StartsWith(
        "Name a version: FROM registry.example:5000/python:VERSION",
        (await Repository.JudgeAsync(new BaseImagesFitThePlatform(), "FROM registry.example:5000/python:latest")).Fix,
        StringComparison.Ordinal);
}
