using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CampaignTasks.App.Functions;
using CampaignTasks.App.Tests.Functions;

namespace CampaignTasks.App.Tests.Infra;

/// <summary>
/// What can be said of the infrastructure without Azure and its compiler: that files are whole, fit each other and the app, and keep the rules. Whether Azure
/// takes them is seen only there.
/// </summary>
public sealed partial class BicepTests
{
    /// <summary>Azure's built-in roles, by the names this repository gives them.</summary>
    private static readonly Dictionary<string, string> Roles = new()
    {
        ["blobDataOwner"] = "b7e6dc6d-f1e8-4753-8033-0f276bb0955b",
        ["queueDataContributor"] = "974c5e8b-45b9-4653-ba55-5f855dd0fb88",
        ["tableDataContributor"] = "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3",
        ["queueMessageSender"] = "c6a89b2d-59bc-44d0-9896-0f6e12d7b80a",
        ["secretsUser"] = "4633458b-17de-408a-b874-0445c86b69e6",
        ["metricsPublisher"] = "3913510d-42f4-4e42-8a64-420c390055eb",
    };

    private static readonly string Infra = Path.Combine(ManifestTests.Repository(), "infra");

    private static readonly BicepFile Main = BicepFile.Read(Path.Combine(Infra, "main.bicep"));

    private static readonly List<BicepFile> Files = [Main, .. Directory.EnumerateFiles(Path.Combine(Infra, "modules"), "*.bicep").Select(BicepFile.Read)];

    [Fact]
    public void Files_AreWhole() => Assert.All(Files, file => Assert.True(file.Unclosed() is null, $"{file.Path}: {file.Unclosed()} is not closed."));

    [Fact]
    public void Declarations_AreUsed() => Assert.All(Files, file =>
        Assert.All(file.Parameters.Select(parameter => parameter.Name).Concat(file.Variables), name =>
            Assert.True(file.Uses(name) > 0, $"{Path.GetFileName(file.Path)} declares {name} and does not use it.")));

    [Fact]
    public void Modules_GetWhatTheyAskFor_AndAllAreUsed()
    {
        Assert.Equal(Files.Skip(1).Select(file => Path.GetFileName(file.Path)).Order(), Main.Modules.Select(module => Path.GetFileName(module.Path)).Order());
        Assert.All(Main.Modules, module =>
        {
            var file = Files.Single(one => one.Path == Path.GetFullPath(module.Path, Infra));
            Assert.Empty(module.Parameters.Except(file.Parameters.Select(parameter => parameter.Name)));
            Assert.Empty(file.Parameters.Where(parameter => !parameter.HasDefault).Select(parameter => parameter.Name).Except(module.Parameters));
        });
    }

    [Fact]
    public void References_NameOutputsThatExist() => Assert.All(OutputReference().Matches(Main.Text).Select(match => (match.Groups[1].Value, match.Groups[2].Value)), reference =>
    {
        var module = Main.Modules.Single(one => one.Name == reference.Item1);
        Assert.Contains(reference.Item2, Files.Single(file => file.Path == Path.GetFullPath(module.Path, Infra)).Outputs);
    });

    [Fact]
    public void References_NameResourcesThatAreDeclared() => Assert.All(Files, file =>
        Assert.All(ResourceReference().Matches(file.Text).Select(match => match.Groups[1].Value), name => Assert.Contains(
            name,
            file.Resources.Select(resource => resource.Name).Concat(file.Modules.Select(module => module.Name)).Concat(["rule"]))));

    [Fact]
    public void Parameters_OfADeployment_AreGiven_AndSecretsAreSecure()
    {
        var given = JsonNode.Parse(File.ReadAllText(Path.Combine(Infra, "main.parameters.json")))!["parameters"]!.AsObject().Select(parameter => parameter.Key);

        Assert.Equal(Main.Parameters.Select(parameter => parameter.Name).Order(), given.Order());
        Assert.All(Files.SelectMany(file => file.Parameters).Where(parameter => parameter.Name.EndsWith("Key", StringComparison.Ordinal)), parameter => Assert.True(parameter.IsSecure, parameter.Name));
    }

    [Fact]
    public void Roles_AreTheOnesTheirNamesSay_AndNoOthers()
    {
        var given = Files.SelectMany(file => RoleVariable().Matches(file.Text)).Select(match => (match.Groups[1].Value, match.Groups[2].Value)).ToList();

        Assert.Equal(Roles.Select(role => (role.Key, role.Value)).Order(), given.Order());
        Assert.All(Files, file => Assert.Equal(RoleVariable().Count(file.Text), Guids().Count(file.Text)));
    }

    [Fact]
    public void Storage_HasNoKeysNoPublicBlobsAndNoOldTls()
    {
        var storage = Files.Single(file => file.Path.EndsWith("storage.bicep", StringComparison.Ordinal)).Text;

        Assert.All(["allowBlobPublicAccess: false", "allowSharedKeyAccess: false", "minimumTlsVersion: 'TLS1_2'", "supportsHttpsTrafficOnly: true"], line => Assert.Contains(line, storage, StringComparison.Ordinal));
        Assert.All(Files, file => Assert.DoesNotContain("listKeys", file.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void App_HasTheSettingsThatItsFunctionsName()
    {
        var app = Files.Single(file => file.Path.EndsWith("app.bicep", StringComparison.Ordinal)).Text;
        var named = FunctionCatalog.All.SelectMany(function => SettingReference().Matches(Manifest.Json(function))).Select(match => match.Groups[1].Value).Distinct().ToList();

        Assert.NotEmpty(named);
        Assert.All(named.Concat(["AzureWebJobsStorage__accountName", "FUNCTIONS_WORKER_RUNTIME: 'custom'", "name: 'custom'", "name: 'durable'"]), text => Assert.Contains(text, app, StringComparison.Ordinal));
        Assert.Equal(2, Regex.Count(app, "@Microsoft.KeyVault"));
    }

    [Fact]
    public void Service_OfAzureYaml_IsTheTaggedApp()
    {
        var azure = File.ReadAllText(Path.Combine(ManifestTests.Repository(), "azure.yaml"));
        var app = Files.Single(file => file.Path.EndsWith("app.bicep", StringComparison.Ordinal)).Text;

        Assert.Contains("\n  app:\n    project: functions/App\n", azure, StringComparison.Ordinal);
        Assert.Contains("'azd-service-name': 'app'", app, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\b(\w+)\.outputs\.(\w+)")]
    private static partial Regex OutputReference();

    [GeneratedRegex(@"(?<![\w.'/@-])(\w+)\.(?:id|name|identity|properties|outputs)\b")]
    private static partial Regex ResourceReference();

    [GeneratedRegex(@"^var (\w+) = '([0-9a-f-]{36})'$", RegexOptions.Multiline)]
    private static partial Regex RoleVariable();

    [GeneratedRegex("'[0-9a-f]{8}-[0-9a-f-]{27}'")]
    private static partial Regex Guids();

    [GeneratedRegex("%(\\w+)%")]
    private static partial Regex SettingReference();
}
