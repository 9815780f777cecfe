using CampaignTasks.App.Hosting;

namespace CampaignTasks.App.Tests.Hosting;

public sealed class CommandLineTests
{
    [Fact]
    public void Parse_Nothing_Serves() => Assert.IsType<CommandLine.Serve>(CommandLine.Parse([]));

    [Fact]
    public void Parse_OnlySettings_Serves() =>
        Assert.IsType<CommandLine.Serve>(CommandLine.Parse(["--environment=Development", "--CampaignTasks:HubName=Mine"]));

    [Fact]
    public void Parse_Demo_HasAThousandRecipientsAndServesOn() =>
        Assert.Equal(new CommandLine.Demo(1000, Exit: false), CommandLine.Parse(["demo"]));

    [Fact]
    public void Parse_DemoWithOptions_TakesThem() =>
        Assert.Equal(new CommandLine.Demo(200, Exit: true), CommandLine.Parse(["demo", "--recipients", "200", "--exit"]));

    [Theory]
    [InlineData("--recipients")]
    [InlineData("--recipients", "0")]
    [InlineData("--recipients", "10001")]
    [InlineData("--recipients", "-5")]
    [InlineData("--recipients", "many")]
    public void Parse_DemoWithABadCount_ComplainsAboutIt(params string[] options) =>
        Assert.Contains(
            "--recipients",
            Assert.IsType<CommandLine.Help>(CommandLine.Parse(["demo", .. options])).Complaint,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("send")]
    [InlineData("--verbose")]
    [InlineData("demo", "--fast")]
    public void Parse_AnUnknownWord_ComplainsAboutIt(params string[] arguments) =>
        Assert.Contains(arguments[^1], Assert.IsType<CommandLine.Help>(CommandLine.Parse(arguments)).Complaint, StringComparison.Ordinal);

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("demo", "--help")]
    public void Parse_Help_HasNoComplaint(params string[] arguments) =>
        Assert.Null(Assert.IsType<CommandLine.Help>(CommandLine.Parse(arguments)).Complaint);
}
