using System.Security.Cryptography;
using CampaignTasks.Application.Configuration;
using CampaignTasks.Application.Secrets;
using FsCheck;
using FsCheck.Xunit;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Moq;

namespace CampaignTasks.Application.Tests.Secrets;

public sealed class AesGcmSecretProtectorTests
{
    private static readonly byte[] First = RandomNumberGenerator.GetBytes(32);

    private static readonly byte[] Second = RandomNumberGenerator.GetBytes(32);

    [Property]
    public bool Open_WhatWasSealed_IsTheSecret(NonNull<string> secret, NonNull<string> place)
    {
        var protector = new AesGcmSecretProtector(First, []);

        return !IsText(secret.Get)
            || !IsText(place.Get)
            || protector.Unprotect(protector.Protect(secret.Get, place.Get), place.Get) == secret.Get;
    }

    [Fact]
    public void Seal_Twice_LooksDifferent()
    {
        var protector = new AesGcmSecretProtector(First, []);

        Assert.NotEqual(protector.Protect("secret", "place"), protector.Protect("secret", "place"));
    }

    [Fact]
    public void Open_ForAnotherPlaceOrTampered_Throws()
    {
        var protector = new AesGcmSecretProtector(First, []);
        var text = protector.Protect("secret", "place");

        Assert.Throws<InvalidOperationException>(() => protector.Unprotect(text, "elsewhere"));
        Assert.Throws<InvalidOperationException>(() => protector.Unprotect(text[..^2] + (text[^2..] == "AA" ? "BB" : "AA"), "place"));
        Assert.Throws<InvalidOperationException>(() => protector.Unprotect("v1.00000000.AAAA", "place"));
        Assert.Throws<InvalidOperationException>(() => protector.Unprotect("", "place"));
    }

    [Fact]
    public void Open_AfterAKeyChange_NeedsTheOldKeyNamed()
    {
        var text = new AesGcmSecretProtector(First, []).Protect("secret", "place");

        Assert.Equal("secret", new AesGcmSecretProtector(Second, [First]).Unprotect(text, "place"));
        var refusal = Assert.Throws<InvalidOperationException>(() => new AesGcmSecretProtector(Second, []).Unprotect(text, "place"));
        Assert.Contains("CampaignTasks__PreviousEncryptionKeys", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_OutsideDevelopment_MustBeConfigured()
    {
        var refusal = Assert.Throws<InvalidOperationException>(() =>
            EncryptionKeys.Open(new AppOptions(), Environment("Production", "/nowhere"))
        );

        Assert.Contains("CampaignTasks__EncryptionKey", refusal.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() =>
            EncryptionKeys.Open(new AppOptions { EncryptionKey = "c2hvcnQ=" }, Environment("Production", "/nowhere"))
        );
    }

    [Fact]
    public void Keys_InDevelopment_AreGeneratedOnceAndKept()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var text = EncryptionKeys.Open(new AppOptions(), Environment("Development", folder.FullName)).Protect("secret", "place");

            Assert.Equal(
                "secret",
                EncryptionKeys.Open(new AppOptions(), Environment("Development", folder.FullName)).Unprotect(text, "place")
            );
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // A lone surrogate has no UTF-8, and the API refuses it before anything is sealed.
    private static bool IsText(string text) => !text.Any(char.IsSurrogate);

    private static IHostEnvironment Environment(string name, string root) =>
        Mock.Of<IHostEnvironment>(e =>
            e.EnvironmentName == name && e.ContentRootPath == root && e.ContentRootFileProvider == new NullFileProvider()
        );
}
