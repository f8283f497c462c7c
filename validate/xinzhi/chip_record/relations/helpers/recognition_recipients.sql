-- needs: recognition_organizations, recognition_parks, recognition_projects, recognition_clusters, recognition_policies, recognition_regions
-- Who holds or seeks each recognition, or has a part in it.
SELECT recognition, 'organizations/' || organization || '/' || role AS recipient FROM recognition_organizations
UNION ALL SELECT recognition, 'parks/' || park || '/' || role FROM recognition_parks
UNION ALL SELECT recognition, 'projects/' || project FROM recognition_projects
UNION ALL SELECT recognition, 'clusters/' || cluster FROM recognition_clusters
UNION ALL SELECT recognition, 'policies/' || policy FROM recognition_policies
UNION ALL SELECT recognition, 'regions/' || region FROM recognition_regions
