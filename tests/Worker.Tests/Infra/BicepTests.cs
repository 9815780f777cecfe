using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CampaignTasks.Api.Http;
using CampaignTasks.Application.Configuration;
using Microsoft.Extensions.Logging;

namespace CampaignTasks.Worker.Tests.Infra;

/// <summary>
/// What can be said of the infrastructure without Azure: that its compiler takes it without a warning, and that it fits the app and keeps
/// the rules. Whether a subscription takes it is seen only there.
/// </summary>
public sealed partial class BicepTests(CompiledInfra infra) : IClassFixture<CompiledInfra>
{
    private const string Flex = "[variables('isFlex')]";

    private const string Premium = "[not(variables('isFlex'))]";

    /// <summary>Azure's built-in roles, by the names this repository gives them.</summary>
    private static readonly Dictionary<string, string> Roles = new()
    {
        ["blobDataContributor"] = "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
        ["blobDataReader"] = "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1",
        ["blobDataOwner"] = "b7e6dc6d-f1e8-4753-8033-0f276bb0955b",
        ["queueDataContributor"] = "974c5e8b-45b9-4653-ba55-5f855dd0fb88",
        ["tableDataContributor"] = "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3",
        ["queueMessageSender"] = "c6a89b2d-59bc-44d0-9896-0f6e12d7b80a",
        ["secretsUser"] = "4633458b-17de-408a-b874-0445c86b69e6",
        ["metricsPublisher"] = "3913510d-42f4-4e42-8a64-420c390055eb",
    };

    [Fact]
    public void Compiler_TakesEveryModule_WithoutAWarning()
    {
        Assert.Empty(infra.Complaints);
        Assert.Equal(
            Directory
                .EnumerateFiles(Path.Combine(CompiledInfra.Folder, "modules"), "*.bicep")
                .Select(Path.GetFileNameWithoutExtension)
                .Order(),
            infra.Modules.Keys.Order()
        );
    }

    [Fact]
    public void Parameters_OfADeployment_AreGiven_AndSecretsAreSecure()
    {
        var given = JsonNode.Parse(File.ReadAllText(Path.Combine(CompiledInfra.Folder, "main.parameters.json")))!["parameters"]!
            .AsObject()
            .Select(parameter => parameter.Key);

        Assert.Equal(infra.Main["parameters"]!.AsObject().Select(parameter => parameter.Key).Order(), given.Order());
        Assert.All(
            infra
                .Modules.Values.Append(infra.Main)
                .SelectMany(template => template["parameters"]!.AsObject())
                .Where(parameter => parameter.Key.EndsWith("Key", StringComparison.Ordinal)),
            parameter => Assert.Equal("securestring", (string)parameter.Value!["type"]!)
        );
    }

    [Fact]
    public void Roles_AreTheOnesTheirNamesSay_AndNoOthers()
    {
        var given = infra
            .Modules.Values.SelectMany(module => module["variables"]?.AsObject() ?? [])
            .Where(variable =>
                Guid.TryParse(variable.Value is JsonValue value && value.TryGetValue<string>(out var text) ? text : null, out _)
            )
            .Select(variable => (variable.Key, (string)variable.Value!));

        Assert.Equal(Roles.Select(role => (role.Key, role.Value)).Order(), given.Order());
        Assert.Equal(Roles.Count, Guids().Count(infra.Main.ToJsonString()));
        Assert.All(infra.Resources.Where(Is("Microsoft.Authorization/roleAssignments")), role =>
            Assert.StartsWith("[resourceId(", (string)role["scope"]!, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Storage_HasNoKeysNoPublicBlobsAndNoOldTls()
    {
        JsonNode[] accounts = [.. infra.Resources.Where(Is("Microsoft.Storage/storageAccounts")).Select(account => account["properties"]!)];

        Assert.Equal(2, accounts.Length);
        Assert.All(accounts, account =>
        {
            Assert.Equal((false, false), ((bool)account["allowBlobPublicAccess"]!, (bool)account["allowSharedKeyAccess"]!));
            Assert.True((bool)account["supportsHttpsTrafficOnly"]!);
            Assert.Equal("TLS1_2", (string)account["minimumTlsVersion"]!);
        });
        Assert.DoesNotContain("listKeys", infra.Main.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Network_WhenClosed_IsTheOnlyOneThatStorageAndTheVaultKnow()
    {
        JsonNode[] guarded =
        [
            .. infra.Resources.Where(Is("Microsoft.Storage/storageAccounts")),
            .. infra.Resources.Where(Is("Microsoft.KeyVault/vaults")),
        ];

        Assert.Equal(3, guarded.Length);
        Assert.All(guarded, resource =>
            Assert.Equal("[if(variables('isClosed'), 'Deny', 'Allow')]", (string)resource["properties"]!["networkAcls"]!["defaultAction"]!)
        );
        Assert.All([Flex, Premium], plan =>
            Assert.Contains(
                "parameters('subnetId')",
                (string)infra.Resource("Microsoft.Web/sites", plan)["properties"]!["virtualNetworkSubnetId"]!,
                StringComparison.Ordinal
            )
        );
        Assert.Equal("open", (string)infra.Main["parameters"]!["network"]!["defaultValue"]!);
    }

    [Fact]
    public void Package_IsFetchedByAnIdentityOfItsOwn_WhichHasARoleThereOnly()
    {
        var package = infra.Modules["package"];

        Assert.DoesNotContain("principalId", package["parameters"]!.AsObject().Select(parameter => parameter.Key));
        Assert.Contains("blobServices/containers", Scope(package), StringComparison.Ordinal);
        Assert.DoesNotContain("containers", infra.Modules["storage"].ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(
            "[parameters('packageIdentityId')]",
            (string)
                infra.Resource("Microsoft.Web/sites", Flex)["properties"]!["functionAppConfig"]!["deployment"]!["storage"]![
                    "authentication"
                ]!["userAssignedIdentityResourceId"]!
        );
    }

    [Fact]
    public void EventGrid_MayWriteToItsQueueOnly() =>
        Assert.Contains("queueServices/queues", Scope(infra.Modules["events"]), StringComparison.Ordinal);

    [Fact]
    public void Logs_OfTheVaultThePackageAndTheReports_AreKept() =>
        Assert.Equal(
            ["events", "package", "storage", "vault"],
            infra
                .Modules.Where(module => module.Value["resources"]!.AsArray().Any(one => Is("Microsoft.Insights/diagnosticSettings")(one!)))
                .Select(module => module.Key)
                .Order()
        );

    [Theory]
    [InlineData(Flex, "FC1")]
    [InlineData(Premium, "EP1")]
    public void App_OfEitherPlan_SignsInAsItself_OverHttpsOnly(string condition, string sku)
    {
        var app = infra.Resource("Microsoft.Web/sites", condition);

        Assert.Equal(sku, (string)infra.Resource("Microsoft.Web/serverfarms", condition)["sku"]!["name"]!);
        Assert.Equal("UserAssigned", (string)app["identity"]!["type"]!);
        Assert.Equal("[parameters('identityId')]", (string)app["properties"]!["keyVaultReferenceIdentity"]!);
        Assert.True((bool)app["properties"]!["httpsOnly"]!);
        Assert.Equal("1.2", (string)app["properties"]!["siteConfig"]!["minTlsVersion"]!);
        Assert.Equal("[variables('appTags')]", (string)app["tags"]!);
    }

    [Fact]
    public void App_OnEitherPlan_IsAnIsolatedWorker_AndFlexKeepsOneInstanceForOrchestrations()
    {
        var config = infra.Resource("Microsoft.Web/sites", Flex)["properties"]!["functionAppConfig"]!;

        Assert.Equal(("dotnet-isolated", "10.0"), ((string)config["runtime"]!["name"]!, (string)config["runtime"]!["version"]!));
        Assert.Equal(
            "DOTNET-ISOLATED|10.0",
            (string)infra.Resource("Microsoft.Web/sites", Premium)["properties"]!["siteConfig"]!["linuxFxVersion"]!
        );
        Assert.Equal("durable", (string)Assert.Single(config["scaleAndConcurrency"]!["alwaysReady"]!.AsArray())!["name"]!);
        Assert.Equal("UserAssignedIdentity", (string)config["deployment"]!["storage"]!["authentication"]!["type"]!);
        Assert.Contains(
            "'FUNCTIONS_WORKER_RUNTIME', 'dotnet-isolated'",
            (string)infra.Modules["app"]["variables"]!["premiumSettings"]!,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Settings_OfTheApp_AreOnesItReads_AndHoldWhatItsFunctionsName()
    {
        var settings = infra.Modules["app"]["variables"]!["settings"]!
            .AsObject()
            .ToDictionary(setting => setting.Key, setting => (string)setting.Value!);
        var functions = File.ReadAllText(Path.Combine(HostedApp.Folder, "functions.metadata"));
        var named = SettingReference().Matches(functions).Select(match => match.Groups[1].Value).Distinct().ToList();

        // Of a name with two underscores the host would make another.
        Assert.NotEmpty(named);
        Assert.All(named, setting => Assert.DoesNotContain("__", setting, StringComparison.Ordinal));
        Assert.All(named.Append("AzureWebJobsStorage__accountName"), setting => Assert.Contains(setting, settings.Keys));
        Assert.All(settings.Keys.Where(setting => setting.StartsWith("CampaignTasks__", StringComparison.Ordinal)), setting =>
            Assert.NotNull(typeof(AppOptions).GetProperty(setting["CampaignTasks__".Length..]))
        );
        Assert.All(["CampaignTasks__EncryptionKey", "CampaignTasks__PlatformKey"], secret =>
            Assert.StartsWith("[format('@Microsoft.KeyVault(", settings[secret], StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Reports_GoToTheQueueThatTheAppReads()
    {
        var reports = infra.Resource("Microsoft.EventGrid/systemTopics/eventSubscriptions")["properties"]!;
        var destination = reports["deliveryWithResourceIdentity"]!["destination"]!;

        Assert.Equal(
            ("StorageQueue", "[parameters('queueName')]"),
            ((string)destination["endpointType"]!, (string)destination["properties"]!["queueName"]!)
        );
        Assert.Contains(
            "Microsoft.Communication.EmailDeliveryReportReceived",
            reports["filter"]!["includedEventTypes"]!.AsArray().Select(type => (string)type!)
        );
        var queue = (string)infra.Modules["storage"]["outputs"]!["eventsQueue"]!["value"]!;
        Assert.Equal($"{new AppOptions().HubName.ToLowerInvariant()}-events", queue);
        AssertIsMade(queue);
    }

    [Fact]
    public void Webhooks_HaveTheQueueThatTheAppReads()
    {
        var queue = (string)infra.Modules["storage"]["outputs"]!["webhooksQueue"]!["value"]!;

        Assert.Equal($"{new AppOptions().HubName.ToLowerInvariant()}-webhooks", queue);
        AssertIsMade(queue);
    }

    private void AssertIsMade(string queue) =>
        Assert.Contains(infra.Resources.Where(Is("Microsoft.Storage/storageAccounts/queueServices/queues")), made =>
            ((string)made["name"]!).Contains($"'{queue}'", StringComparison.Ordinal)
        );

    [Fact]
    public void Alerts_AskForWordsThatAreLogged()
    {
        var logged = new[] { typeof(AppOptions).Assembly, typeof(Problem).Assembly }
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.Name is "Log")
            .SelectMany(type => type.GetMethods().Select(method => method.GetCustomAttribute<LoggerMessageAttribute>()?.Message ?? ""))
            .ToList();
        var phrases = infra.Modules["alerts"]["variables"]!["rules"]!
            .AsArray()
            .SelectMany(rule => Phrase().Matches((string)rule!["query"]!))
            .Select(match => match.Groups[1].Value)
            .ToList();

        Assert.NotEmpty(phrases);
        Assert.All(phrases, phrase => Assert.Contains(logged, message => message.Contains(phrase, StringComparison.Ordinal)));
    }

    [Fact]
    public void Service_OfAzureYaml_IsTheTaggedApp()
    {
        var azure = File.ReadAllText(Path.Combine(CompiledInfra.Repository, "azure.yaml"));

        Assert.Contains("\n  app:\n    project: functions/Worker\n", azure, StringComparison.Ordinal);
        Assert.Contains("'azd-service-name', 'app'", (string)infra.Modules["app"]["variables"]!["appTags"]!, StringComparison.Ordinal);
    }

    private static string Scope(JsonNode module) =>
        (string)module["resources"]!.AsArray().Single(one => Is("Microsoft.Authorization/roleAssignments")(one!))!["scope"]!;

    private static Func<JsonNode, bool> Is(string type) => resource => (string)resource["type"]! == type;

    [GeneratedRegex("\"[0-9a-f]{8}-[0-9a-f-]{27}\"")]
    private static partial Regex Guids();

    [GeneratedRegex("%(\\w+)%")]
    private static partial Regex SettingReference();

    [GeneratedRegex("message has \"([^\"]+)\"")]
    private static partial Regex Phrase();
}
