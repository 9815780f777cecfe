// The package of the app, in an account of its own: what the app does its work as can neither read nor change it. The platform fetches and
// stores it as another identity.
param name string
param identityName string
param location string
param tags object
@allowed(['flex', 'premium'])
param plan string
param subnetId string
param workspaceId string

// Storage Blob Data Contributor: Flex stores what is deployed with the identity that it reads with.
var blobDataContributor = 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
// Storage Blob Data Reader: on Premium a person uploads the package.
var blobDataReader = '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1'

var isClosed = !empty(subnetId)
var role = plan == 'flex' ? blobDataContributor : blobDataReader

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: identityName
  location: location
  tags: tags
}

resource packageAccount 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: name
  location: location
  tags: tags
  sku: { name: 'Standard_LRS' }
  kind: 'StorageV2'
  properties: {
    allowBlobPublicAccess: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: 'Enabled'
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: isClosed ? 'Deny' : 'Allow'
      virtualNetworkRules: isClosed ? [{ id: subnetId }] : []
    }
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2023-05-01' = {
  parent: packageAccount
  name: 'default'
}

resource packages 'Microsoft.Storage/storageAccounts/blobServices/containers@2023-05-01' = {
  parent: blobs
  name: 'app-package'
}

resource packageRole 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(packages.id, identity.id, role)
  scope: packages
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
  }
}

resource log 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'requests'
  scope: blobs
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        categoryGroup: 'allLogs'
        enabled: true
      }
    ]
  }
}

output identityId string = identity.id
output containerUrl string = '${packageAccount.properties.primaryEndpoints.blob}${packages.name}'
