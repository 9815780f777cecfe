// The network that the app sends its requests from, where storage and the vault take them from nowhere else. Endpoints of the services
// keep their names and addresses, so nothing else has to know.
param name string
param location string
param tags object
@allowed(['flex', 'premium'])
param plan string

resource network 'Microsoft.Network/virtualNetworks@2024-01-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: ['10.40.0.0/24'] }
    subnets: [
      {
        name: 'app'
        properties: {
          addressPrefix: '10.40.0.0/25'
          serviceEndpoints: [
            { service: 'Microsoft.Storage' }
            { service: 'Microsoft.KeyVault' }
          ]
          delegations: [
            {
              name: 'app'
              properties: { serviceName: plan == 'flex' ? 'Microsoft.App/environments' : 'Microsoft.Web/serverFarms' }
            }
          ]
        }
      }
    ]
  }
}

output subnetId string = network.properties.subnets[0].id
