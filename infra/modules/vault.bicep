// The two secrets of the app. It reads them as itself, and can do nothing else here.
param name string
param location string
param tags object
param principalId string
@description('The only network that requests are taken from; empty: any.')
param subnetId string
param workspaceId string
@secure()
param encryptionKey string
@secure()
param platformKey string

var isClosed = !empty(subnetId)

// Key Vault Secrets User
var secretsUser = '4633458b-17de-408a-b874-0445c86b69e6'

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: subscription().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    enableSoftDelete: true
    enablePurgeProtection: true
    publicNetworkAccess: 'Enabled'
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: isClosed ? 'Deny' : 'Allow'
      virtualNetworkRules: isClosed ? [{ id: subnetId }] : []
    }
  }
}

resource encryption 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = {
  parent: vault
  name: 'encryption-key'
  properties: { value: encryptionKey }
}

resource platform 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = {
  parent: vault
  name: 'platform-key'
  properties: { value: platformKey }
}

resource role 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, principalId, secretsUser)
  scope: vault
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', secretsUser)
  }
}

// Who read which secret, and when.
resource log 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'audit'
  scope: vault
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        categoryGroup: 'audit'
        enabled: true
      }
    ]
  }
}

// Without versions, so that a new version is taken up by a restart.
output encryptionKeyUri string = '${vault.properties.vaultUri}secrets/${encryption.name}'
output platformKeyUri string = '${vault.properties.vaultUri}secrets/${platform.name}'
