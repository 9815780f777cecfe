// Everything one deployment needs, in a resource group of its own. Nothing in it signs in with a key of the storage account.
targetScope = 'subscription'

@description('Names the deployment; resources are named after it.')
@minLength(2)
@maxLength(20)
param environmentName string

@description('The region of everything but Communication Services, which are global.')
param location string

@description('flex scales to nothing and bills what runs; premium keeps warm instances.')
@allowed(['flex', 'premium'])
param plan string = 'flex'

@description('closed: storage and the vault take requests from the app\'s own network only, besides Azure\'s trusted services.')
@allowed(['open', 'closed'])
param network string = 'open'

@description('Where Communication Services keep data at rest.')
param dataLocation string = 'Europe'

@description('32 bytes in base64 that seal accounts\' secrets: openssl rand -base64 32. Losing it loses the secrets.')
@secure()
param encryptionKey string

@description('The key of the operator, who manages tenants; at least 32 characters.')
@secure()
@minLength(32)
param platformKey string

@description('Who is told about alerts; empty for nobody.')
param alertEmail string = ''

var suffix = toLower(uniqueString(subscription().id, environmentName, location))
var subnetId = network == 'closed' ? appNetwork!.outputs.subnetId : ''
var tags = { 'azd-env-name': environmentName }

resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module identity 'modules/identity.bicep' = {
  name: 'identity'
  scope: group
  params: {
    name: 'id-${suffix}'
    location: location
    tags: tags
  }
}

module appNetwork 'modules/network.bicep' = if (network == 'closed') {
  name: 'network'
  scope: group
  params: {
    name: 'vnet-${suffix}'
    location: location
    tags: tags
    plan: plan
  }
}

module package 'modules/package.bicep' = {
  name: 'package'
  scope: group
  params: {
    name: 'stpkg${suffix}'
    identityName: 'id-package-${suffix}'
    location: location
    tags: tags
    plan: plan
    subnetId: subnetId
    workspaceId: monitoring.outputs.workspaceId
  }
}

module storage 'modules/storage.bicep' = {
  name: 'storage'
  scope: group
  params: {
    name: 'st${suffix}'
    location: location
    tags: tags
    principalId: identity.outputs.principalId
    subnetId: subnetId
    workspaceId: monitoring.outputs.workspaceId
  }
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  scope: group
  params: {
    name: 'appi-${suffix}'
    workspaceName: 'log-${suffix}'
    location: location
    tags: tags
    principalId: identity.outputs.principalId
  }
}

module vault 'modules/vault.bicep' = {
  name: 'vault'
  scope: group
  params: {
    name: 'kv-${suffix}'
    location: location
    tags: tags
    principalId: identity.outputs.principalId
    subnetId: subnetId
    workspaceId: monitoring.outputs.workspaceId
    encryptionKey: encryptionKey
    platformKey: platformKey
  }
}

module communication 'modules/communication.bicep' = {
  name: 'communication'
  scope: group
  params: {
    name: 'acs-${suffix}'
    emailName: 'mail-${suffix}'
    dataLocation: dataLocation
    tags: tags
  }
}

module events 'modules/events.bicep' = {
  name: 'events'
  scope: group
  params: {
    name: 'evgt-${suffix}'
    tags: tags
    communicationId: communication.outputs.id
    storageName: storage.outputs.name
    queueName: storage.outputs.eventsQueue
    workspaceId: monitoring.outputs.workspaceId
  }
}

module app 'modules/app.bicep' = {
  name: 'app'
  scope: group
  params: {
    name: 'func-${suffix}'
    planName: 'plan-${suffix}'
    plan: plan
    location: location
    tags: tags
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    packageIdentityId: package.outputs.identityId
    storageName: storage.outputs.name
    subnetId: subnetId
    deploymentContainerUrl: package.outputs.containerUrl
    eventsQueue: storage.outputs.eventsQueue
    webhooksQueue: storage.outputs.webhooksQueue
    insightsConnectionString: monitoring.outputs.connectionString
    encryptionKeyUri: vault.outputs.encryptionKeyUri
    platformKeyUri: vault.outputs.platformKeyUri
  }
}

module alerts 'modules/alerts.bicep' = {
  name: 'alerts'
  scope: group
  params: {
    name: 'alert-${suffix}'
    location: location
    tags: tags
    insightsId: monitoring.outputs.id
    email: alertEmail
  }
}

output AZURE_LOCATION string = location
output APP_NAME string = app.outputs.name
output APP_URL string = app.outputs.url
output COMMUNICATION_ENDPOINT string = communication.outputs.endpoint
output SENDER_ADDRESS string = communication.outputs.senderAddress
