// The Functions app: an isolated worker on .NET 10. One of two plans.
param name string
param planName string
@allowed(['flex', 'premium'])
param plan string
param location string
param tags object
param identityId string
param identityClientId string
@description('The identity that the platform fetches the package as; the app does its work as the other.')
param packageIdentityId string
param storageName string
@description('The network that requests are sent from; empty: the platform\'s own.')
param subnetId string
param deploymentContainerUrl string
param eventsQueue string
param webhooksQueue string
param insightsConnectionString string
param encryptionKeyUri string
param platformKeyUri string

var isFlex = plan == 'flex'
var appTags = union(tags, { 'azd-service-name': 'app' })

var settings = {
  AzureWebJobsStorage__accountName: storageName
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identityClientId
  APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
  AZURE_FUNCTIONS_ENVIRONMENT: 'Production'
  CampaignTasks__HubName: 'CampaignTasks'
  // A plain name: what has two underscores cannot be named by a trigger.
  CampaignTasksEventsQueue: eventsQueue
  CampaignTasksWebhooksQueue: webhooksQueue
  CampaignTasks__EncryptionKey: '@Microsoft.KeyVault(SecretUri=${encryptionKeyUri})'
  CampaignTasks__PlatformKey: '@Microsoft.KeyVault(SecretUri=${platformKeyUri})'
  CampaignTasks__PublicBaseUrl: 'https://${name}.azurewebsites.net'
}

// Flex names the runtime in the app's configuration and refuses these two as settings.
var premiumSettings = union(settings, {
  FUNCTIONS_EXTENSION_VERSION: '~4'
  FUNCTIONS_WORKER_RUNTIME: 'dotnet-isolated'
})

resource flexPlan 'Microsoft.Web/serverfarms@2024-04-01' = if (isFlex) {
  name: planName
  location: location
  tags: tags
  sku: {
    name: 'FC1'
    tier: 'FlexConsumption'
  }
  properties: { reserved: true }
}

resource premiumPlan 'Microsoft.Web/serverfarms@2024-04-01' = if (!isFlex) {
  name: '${planName}-premium'
  location: location
  tags: tags
  kind: 'elastic'
  sku: {
    name: 'EP1'
    tier: 'ElasticPremium'
  }
  properties: {
    reserved: true
    maximumElasticWorkerCount: 10
  }
}

resource flexApp 'Microsoft.Web/sites@2024-04-01' = if (isFlex) {
  name: name
  location: location
  tags: appTags
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
      '${packageIdentityId}': {}
    }
  }
  properties: {
    serverFarmId: flexPlan.id
    httpsOnly: true
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    keyVaultReferenceIdentity: identityId
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: deploymentContainerUrl
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: packageIdentityId
          }
        }
      }
      runtime: {
        name: 'dotnet-isolated'
        version: '10.0'
      }
      scaleAndConcurrency: {
        instanceMemoryMB: 2048
        maximumInstanceCount: 40
        // Orchestrations' timers are found by an instance that is there.
        alwaysReady: [
          {
            name: 'durable'
            instanceCount: 1
          }
        ]
      }
    }
    siteConfig: {
      minTlsVersion: '1.2'
      ftpsState: 'Disabled'
      http20Enabled: true
    }
  }

  resource config 'config' = {
    name: 'appsettings'
    properties: settings
  }
}

resource premiumApp 'Microsoft.Web/sites@2024-04-01' = if (!isFlex) {
  name: '${name}-premium'
  location: location
  tags: appTags
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
      '${packageIdentityId}': {}
    }
  }
  properties: {
    serverFarmId: premiumPlan.id
    httpsOnly: true
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    keyVaultReferenceIdentity: identityId
    siteConfig: {
      vnetRouteAllEnabled: !empty(subnetId)
      linuxFxVersion: 'DOTNET-ISOLATED|10.0'
      minTlsVersion: '1.2'
      ftpsState: 'Disabled'
      http20Enabled: true
      minimumElasticInstanceCount: 1
      functionsRuntimeScaleMonitoringEnabled: true
    }
  }

  resource config 'config' = {
    name: 'appsettings'
    properties: union(premiumSettings, {
      CampaignTasks__PublicBaseUrl: 'https://${name}-premium.azurewebsites.net'
      WEBSITE_RUN_FROM_PACKAGE: '${deploymentContainerUrl}/app.zip'
      WEBSITE_RUN_FROM_PACKAGE_BLOB_MI_RESOURCE_ID: packageIdentityId
    })
  }
}

output name string = isFlex ? flexApp.name : premiumApp.name
output url string = isFlex ? 'https://${name}.azurewebsites.net' : 'https://${name}-premium.azurewebsites.net'
